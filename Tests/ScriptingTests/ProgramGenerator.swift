// Random Lua programs that end, full of what a lexer could get wrong.
import SeededRandom

/// Writes programs: every loop is bounded, every value printed is the same in every Lua, and about
/// one program in four ends in an error.
struct ProgramGenerator {
    private var random: SeededGenerator
    private var depth = 0
    private var names = 0
    /// Local variables that hold numbers, innermost last.
    private var numbers: [String] = []
    private var loopCanContinue = false

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// One program, with the line breaks of one system.
    mutating func program() -> String {
        (depth, names, numbers, loopCanContinue) = (0, 0, [], false)
        let head = [
            "local out = {}",
            "local function note(...) for _, v in ipairs({...}) do out[#out + 1] = tostring(v) end end",
        ]
        let body = block(statements: Int.random(in: 4...9, using: &random))
        let lines = head + body + ["return table.concat(out, ' ')"]
        return lines.joined(separator: random.pick(["\n", "\n", "\n", "\r\n", "\r", "\n\r"]))
    }

    private mutating func block(statements: Int) -> [String] {
        let visible = numbers.count
        depth += 1
        var lines: [String] = []
        for _ in 0..<statements { lines += statement() }
        depth -= 1
        numbers.removeSubrange(visible...)
        return lines
    }

    private mutating func inner() -> [String] {
        block(statements: Int.random(in: 0...3, using: &random))
    }

    private mutating func fresh() -> String {
        names += 1
        return random.pick(["v", "end_", "do2", "_function", "goto1", "X_y"]) + "\(names)"
    }

    // MARK: Statements

    private mutating func statement() -> [String] {
        if depth > 4 { return simple() }
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return ["while " + countdown() + comment(), "do"] + looped() + ["end"]
        case 1: return repeatLoop()
        case 2, 3: return numericFor()
        case 4: return genericFor()
        case 5: return ["if \(condition()) then"] + inner() + elseParts() + ["end"]
        case 6: return ["do" + comment()] + inner() + ["end"]
        case 7, 8: return function()
        case 9: return gotoLoop()
        case 10: return protected()
        case 11: return method()
        case 12: return closeable()
        case 13: return coroutine()
        default: return simple()
        }
    }

    private mutating func simple() -> [String] {
        switch Int.random(in: 0..<16, using: &random) {
        case 0...3:
            let name = fresh()
            let line = "local \(name) = \(number())" + comment()
            numbers.append(name)
            return [line]
        case 4: return ["note(\(number()))" + random.pick(["", ";", ";;;", "; ;"])]
        case 5: return ["note(#\(string()), \(string()))"]
        case 6: return [comment(), "--" + random.pick(["", "[", "[=", "[==x", " end do", "]]"])]
        case 7: return ["note\(random.pick(["\"s\"", "'d'", "[[long]]", "[=[ ]] ]=]"]))"]
        case 8: return ["note(({1, 2; 3, x = \(number()), ['end'] = 1}).x)"]
        case 9:
            guard let name = numbers.last else { return [";"] }
            return ["\(name) = \(number())"]
        case 10 where loopCanContinue: return ["if \(condition()) then goto continue end"]
        case 11 where random.chance(40): return failure()
        case 13...15: return [random.pick(Self.corners)]
        default: return ["note(\(condition()))"]
        }
    }

    /// Statements with corners of the grammar, each the same in every Lua.
    private static let corners = [
        "note(0x1p4, 0xA.8p-1, 3 ..2, .5e1, 3., 0x.1, 1e+2, 0xep1, 7//2, -7//2.0, 7 % -3)",
        "note(#[[a]], #[=[ ]] ]=], #[==[]=]]==], #[===[--]===])",
        "do local t = { a = { b = { c = {} } } } function t.a.b.c:d(x) return function(y) "
            + "return x .. y[1] end end note(t.a['b'].c:d\"x\"{ 'y' }) end",
        "do local a <const>, b <close> = 5, nil note(a) end",
        "do goto l1 ::l2:: goto l3 ::l1:: goto l2 ::l3:: end",
        "do goto --[[ x ]] out --[==[ ]] ]==] ::out:: end",
        "do local i = 0 repeat local k = i i = i + 1 local f = function() return k end "
            + "note(f()) until f() > 1 and (function() return i > 2 end)() end",
        "for i = 1, 3 do local c <close> = setmetatable({}, { __close = function() note(i) end }) "
            + "if i == 2 then break end end",
        "note((function(...) return select('#', ...) end)(nil, nil))",
        "note('a\\z  b', '\\x41\\u{48}\\065\\'', \"\\\"\")",
        "note(not nil == true, 2^-3, - -3, ~5 & 0xF | 1 << 2 >> 1)",
        "do local function v(...) local a, b = ... return ... end note(v(1, 2, 3), (v(4, 5))) end",
        "if nil then elseif false then else note 'e' end",
        "while true do if true then break end end",
        "note(type{}, type'x', type[[x]], #'abc' .. 'd')",
        "do local a = {} ; ; a.x, a['y'] = 1, 2 ; note(a.x, a.y) ; end",
        "do local f = function(a, b, ...) return a end note(f{ 1 }[1], f'x', (f(2, 3))) end",
        "for k, v in next, { 5 } do note(k, v) end",
    ]

    private mutating func failure() -> [String] {
        [
            random.pick([
                "error('boom')", "error(\"level two\", 2)", "error(nil)", "local x = nil + 1",
                "local t = nil; t.x = 1", "(nil)()", "local s = {} .. 'x'", "note(1 < 'x')",
                "undefined_function()", "local n = #nil", "error('no place', 0)",
                "for i = 1, 10, 0 do end", "note(1 // 0)", "note(2^53 | 0.5)",
            ])
        ]
    }

    private mutating func countdown() -> String {
        // A condition with a function in it: its parts belong to the loop.
        let name = fresh()
        let times = Int.random(in: 0...4, using: &random)
        return "(function() \(name) = (\(name) or \(times)) - 1 return \(name) >= 0 end)()"
    }

    private mutating func looped() -> [String] {
        let could = loopCanContinue
        loopCanContinue = random.chance(60)
        var lines = inner()
        if random.chance(20) { lines.append("if \(condition()) then break end") }
        if loopCanContinue { lines.append("::continue::" + random.pick(["", ";", " --x"])) }
        loopCanContinue = could
        return lines
    }

    private mutating func repeatLoop() -> [String] {
        let name = fresh()
        let could = loopCanContinue
        loopCanContinue = false
        let body = inner()
        loopCanContinue = could
        let ends = random.pick([
            "\(name) >= 3", "(function(a) if a then return a end return false end)(\(name) > 2)",
            "not (\(name) <= 1) and #'until' == 5", "\(name)\n  > 2",
        ])
        return ["local \(name) = 0", "repeat \(name) = \(name) + 1"] + body
            + ["until \(ends) note(\(name))"]
    }

    private mutating func numericFor() -> [String] {
        let name = fresh()
        let range = random.pick([
            "1, 3", "3, 1, -1", "0x1p1, 4", "1., 2, .5", "5, 1", "1e0,2e0", "-1,1",
            "math.maxinteger - 1, math.maxinteger", "(function() return 1 end)(), 2",
        ])
        numbers.append(name)
        let body = looped()
        numbers.removeAll { $0 == name }
        return ["for \(name) = \(range) do" + comment()] + body + ["end"]
    }

    private mutating func genericFor() -> [String] {
        let name = fresh()
        let list = random.pick([
            "ipairs{7,8,9}", "ipairs { [1] = 1, 2 }", "string.gmatch('a,b', '%a')",
            "(function(_, i) i = (i or 0) + 1 if i < 4 then return i end end)",
        ])
        return ["for \(name) in \(list) do note(\(name))"] + looped() + ["end"]
    }

    private mutating func elseParts() -> [String] {
        var lines: [String] = []
        if random.chance(50) { lines += ["elseif \(condition()) then"] + inner() }
        if random.chance(50) { lines += ["else"] + inner() }
        return lines
    }

    private mutating func function() -> [String] {
        let (name, argument) = (fresh(), fresh())
        let could = loopCanContinue
        loopCanContinue = false
        numbers.append(argument)
        var body = inner()
        numbers.removeAll { $0 == argument }
        loopCanContinue = could
        body.append(random.pick(["return \(argument), ...", "do return (...) end", "return;"]))
        let head = random.pick([
            "local function \(name)(\(argument), ...)",
            "local \(name) = function --[[ ( ]] (\(argument)--)\n  , ... )",
            "local \(name); function \(name)  (\(argument),...)",
        ])
        return [head] + body + ["end note(\(name)(1, 2, 3))"]
    }

    private mutating func method() -> [String] {
        let name = fresh()
        return [
            "local \(name) = { a = { b = {} } }",
            "function \(name).a.b:go(x, ...) self.n = (self.n or 0) + x return self, ... end",
            "function \(name).a.plain() return select('#', \(name).a.b:go(1, 2):go(3)) end",
            "note(\(name).a.plain(), \(name).a.b.n)",
        ]
    }

    private mutating func gotoLoop() -> [String] {
        let (name, label) = (fresh(), fresh())
        return [
            "do local \(name) = 0", "::\(label)::" + comment(),
            "\(name) = \(name) + 1 if \(name) < 4 then goto \(label) end",
            "goto after ::skipped:: note('skipped') ::after:: note(\(name)) end",
        ]
    }

    private mutating func protected() -> [String] {
        let could = loopCanContinue
        loopCanContinue = false
        let body = (inner() + failure()).joined(separator: "\n")
        loopCanContinue = could
        return ["note(pcall(function() \(body)", "end))", "note(select('#', pcall(error)))"]
    }

    private mutating func closeable() -> [String] {
        let name = fresh()
        return [
            "do local \(name) <close> = setmetatable({}, { __close = function() note('closed') end })",
            "  local fixed <const> = 0x10 note(fixed)",
        ] + inner() + ["end"]
    }

    private mutating func coroutine() -> [String] {
        let name = fresh()
        let times = Int.random(in: 1...3, using: &random)
        return [
            "local \(name) = coroutine.wrap(function(...) for i = 1, \(times) do",
            "coroutine.yield(i) end return 'over' end)",
            "for _ = 0, \(times) do note(\(name)()) end",
        ]
    }

    // MARK: Expressions

    private mutating func number() -> String {
        let literals = [
            "0", "3", "0x1p4", "0xA.8p1", "3.", ".5", "3e2", "1E+2", "0x.1p-3",
            "0xffffffffffffffff",
            "9223372036854775807", "9223372036854775808", "0X1F", "1e-2", "0x1P+2", "3.14", "0xep1",
        ]
        switch Int.random(in: 0..<9, using: &random) {
        case 0 where depth < 7:
            return "(\(random.pick(literals)) \(random.pick(["+", "-", "*", "%", "/", "//"])) "
                + "\(numbers.last ?? "1"))"
        case 1: return "(\(random.pick(["3 ..2", "3 .. 2", "3. ..2", "'a'..1 ..2", ".5 ..'x'"])))"
        case 2: return "(7 \(random.pick(["<<", ">>", "&", "|", "~"])) 2)"
        case 3: return "~5--[[x]]"
        case 4: return "- -\(random.pick(literals))"
        case 5: return "#\(string())"
        case 6: return numbers.last.map { "\($0)" } ?? "2^10"
        default: return random.pick(literals)
        }
    }

    private mutating func condition() -> String {
        random.pick(
            [
                "true", "not nil", "1 ~= 2 and 3 >= 2", "'while' == \"while\"", "1 <= 2 or error()",
                "~1 == -2", "#[[until]] == 5", "(function() return false end)()", "nil == false",
                "2 >> 1 == 1", "not (1 //2 ~= 0)", "({...})[1] == nil",
            ].filter { !$0.contains("...") || depth <= 1 })
    }

    private mutating func string() -> String {
        random.pick([
            "'x\\'y'", "\"do \\\" end\"", "'\\x41\\u{48}\\065\\\\'", "[[]]", "[[\nnew ]] ",
            "[==[ ]] ]=] ]==]",
            "'a\\z\n   \n  b'", "'line\\\nbreak'", "\"--[[ no comment\"", "[=[--]] end]=]",
            "'\\0\\t'",
            "[[ while true do ]]", "\"\\\\\"", "[===[]==]]===]", "('for'):upper()", "'\\u{20AC}'",
        ])
    }

    private mutating func comment() -> String {
        guard random.chance(35) else { return "" }
        return random.pick([
            " -- end", " --[[ do while ]]", " --[==[ ]] \n repeat ]==]", " --[=[]=]", " --]]",
            " --[",
            " ---[[ x", " --[[ function ( ]] ", " --[==[\n\n]==]",
        ])
    }
}
