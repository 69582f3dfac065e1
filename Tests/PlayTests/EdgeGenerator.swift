// Random plugins that hand the host everything a Lua value can be, at every place where the host
// takes a value, and call every function they can reach with the same values.

import SeededRandom

struct EdgeGenerator {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Numbers at the edges of both kinds, and texts and tables at the edges of what is kept.
    private static let plain = [
        "0/0", "-(0/0)", "1/0", "-1/0", "2.0^63", "-2.0^63", "2.0^53+1", "9007199254740993",
        "-0.0", "10.0", "1e-320", "math.maxinteger", "math.mininteger", "0", "-1", "10", "0.5",
        "''", "'a\\0b'", "'\\xff\\xfe'", "'\\xc3'", "'10'", "'0x1p4'", "'PlaceBet'", "'a'",
        "('x'):rep(41)", "big", "nil", "true", "false", "{}", "{ 1, 2, 3 }", "{ 1, nil, 3 }",
        "{ a = 1, [2] = 2, [true] = 3, [1.5] = 4 }", "{ [1 << 40] = 1, [-1 << 63] = 2 }",
        "holes", "deep(31)", "deep(40)",
    ]

    /// What can not leave a Lua state, or calls back.
    private static let wild = [
        "cycle", "deep(100000)", "haunted", "raising", "yielding", "print", "function() end",
        "coroutine.create(print)", "coroutine.running()", "far", "_G", "string", "rng", "seen",
        "memory", "state", "action", "kept", "kept[1]", "kept[#kept]", "many", "{ haunted }",
        "{ [{}] = 1 }", "setmetatable({ 1, 2 }, { __index = print })",
    ]

    /// Text before each plugin: the values above, and every function that can be reached.
    private static let head = """
        local big = ("x"):rep(1 << 20)
        local holes = { 1, 2, nil, 4, nil, nil, 7, n = 7 }
        local far = { 1, 2, 3, 4, [5] = 1, [8] = 1, [16] = 1, [32] = 1, [math.maxinteger] = 1 }
        local cycle = {} cycle.self = { cycle }
        local function deep(n) local t = {} for _ = 1, n do t = { t } end return t end
        local many = {} for i = 1, 300 do many[i] = "a" end
        local meta, fail, give = {}, {}, {}
        for _, name in ipairs({ "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band",
            "bor", "bxor", "shl", "shr", "bnot", "concat", "len", "eq", "lt", "le", "index",
            "newindex", "call", "tostring", "close", "pairs" }) do
            meta["__" .. name] = function(...) return ... end
            fail["__" .. name] = function() error({ name }) end
            give["__" .. name] = function(...) return coroutine.yield(...) end
        end
        local haunted = setmetatable({}, meta)
        local raising = setmetatable({}, fail)
        local yielding = setmetatable({}, give)
        local all, kept = {}, {}
        for _, group in pairs({ _G, string, table, math, utf8, coroutine, budget }) do
            for _, f in pairs(group) do if type(f) == "function" then all[#all + 1] = f end end
        end
        local memory, seen, rng, state, action

        """

    mutating func value() -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6: random.pick(EdgeGenerator.plain)
        case 6: "{ \(value()), \(value()) }"
        default: random.pick(EdgeGenerator.wild)
        }
    }

    /// One hostile act that does not end the call, unless fuel or a budget does.
    private mutating func act() -> String {
        let (a, b, c) = (value(), value(), value())
        return switch Int.random(in: 0..<18, using: &random) {
        case 0: "pcall(rng.int, \(a), \(b), \(c))"
        case 1: "pcall(rng.int, rng, \(a), \(b))"
        case 2: "pcall(rng.pick, rng, \(a))"
        case 3: "pcall(rng.pick, rng, { \(a), \(b), 1 })"
        case 4: "pcall(rng.shuffle, \(a), \(b))"
        case 5: "pcall(log, \(a), \(b))"
        case 6: "kept[#kept + 1] = \(a)"
        case 7: "if memory then pcall(rawset, memory, \(a), \(b)) end"
        case 8: "if seen then pcall(rawset, seen, \(a), \(b)) pcall(setmetatable, seen, \(c)) end"
        case 9: "if seen then for k, v in pairs(seen) do kept[k] = v end end"
        case 10: "if state then pcall(rawset, state, \(a), \(b)) end"
        case 11: "if action then pcall(rawset, action, \(a), \(b)) kept.action = action end"
        case 12: "pcall(coroutine.wrap(function() coroutine.yield(\(a)) return \(b) end), \(c))"
        case 13:
            "kept.co = kept.co or coroutine.wrap(function() while true do "
                + "coroutine.yield(pcall(all[#all], \(a))) end end) pcall(kept.co, \(b))"
        case 14: "pcall(kept[1], \(a), \(b))"
        case 15: "pcall(function() local x <close> = \(a) error(\(b)) end)"
        default:
            "pcall(all[\(Int.random(in: 1...90, using: &random))], \(a), \(b), \(c), \(value()))"
        }
    }

    private mutating func acts() -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in act() }.joined(
            separator: "\n        ")
    }

    /// `sound`, or in so many of a hundred cases something else.
    private mutating func mostly(_ sound: String, else percent: Int = 8) -> String {
        random.chance(percent) ? value() : sound
    }

    mutating func strategy() -> String {
        let amount = mostly(random.pick(["10", "20", "30", "seen.stakes[1]"]), else: 6)
        let type = mostly(random.pick(["'PlaceBet'", "'PlaceBet'", "'Hit'", "'Spin'"]), else: 4)
        let extra = random.chance(40) ? ", data = \(value())" : ""
        let action = mostly("{ type = \(type), amount = \(amount)\(extra) }", else: 4)
        return EdgeGenerator.head + """
            return {
                name = \(mostly("'edge'", else: 2)), version = \(mostly("'1'", else: 2)),
                api = \(mostly("1", else: 1)), games = \(mostly("{ 'test/*' }", else: 2)),
                context = \(mostly("'summary'", else: 2)),
                budget = \(mostly("{ fuel = 100000 }", else: 4)),
                params = {
                    a = { type = 'money', default = \(mostly("'1.00'", else: 4)) },
                    b = { type = 'number', default = \(mostly("0.5", else: 4)),
                        max = \(mostly("1", else: 20)) },
                    c = \(mostly("{ type = 'integer', default = 5 }", else: 4)),
                },
                own = \(mostly("1", else: 30)),
                start = function(ctx, r) rng = r
                    \(acts())
                    return \(mostly("{ n = 0 }", else: 6))
                end,
                decide = function(m, s, r) memory, seen, rng = m, s, r
                    \(acts())
                    return \(action)
                end,
                learn = function(m, s, reward)
                    \(acts())
                end,
            }
            """
    }

    mutating func game() -> String {
        let outcome = """
            { payout = \(mostly("rng:int(0, 40)", else: 6)), \
            symbols = \(mostly("{ 'a', 'b' }", else: 4)), \
            info = \(mostly("{ n = 1 }", else: 30)), \
            open = \(random.chance(20) ? "rng:int(3) == 1" : "nil"), \
            done = \(random.chance(4) ? "true" : "nil") }
            """
        let legal =
            random.chance(30)
            ? "action_types = { 'PlaceBet', 'Spin', 'Hit' },\nactions = function(s) \(acts()) "
                + "return \(mostly("{ 'PlaceBet', 'Hit', 'Spin' }", else: 10)) end,"
            : "actions = \(mostly("{ 'PlaceBet', 'Spin', 'Hit' }", else: 2)),"
        return EdgeGenerator.head + """
            return {
                name = \(mostly("'test/edge'", else: 1)), version = '1', api = 1,
                stakes = \(mostly(stakes(), else: 3)), symbols = \(mostly("{ 'a', 'b' }", else: 2)),
                layout = \(mostly("nil", else: 4)), variants = \(mostly("nil", else: 3)),
                kind = \(mostly("nil", else: 2)), budget = \(mostly("{ fuel = 100000 }", else: 3)),
                \(legal)
                start = function(ctx, r) rng = r
                    \(acts())
                    return \(mostly("{ n = 0 }", else: 4))
                end,
                observe = function(s) state = s
                    \(acts())
                    return \(mostly("{ n = 1 }", else: 20))
                end,
                step = function(s, a, r) state, action, rng = s, a, r
                    \(acts())
                    return \(mostly(outcome, else: 4))
                end,
            }
            """
    }

    private mutating func stakes() -> String {
        random.pick([
            "{ '0.10', '0.20', '0.30' }", "{ { min = '0.10', max = '1.00', step = '0.10' } }",
            "{ '0.10', '92233720368547758.07' }",
            "{ '0.10', '0.20', '0.30', { min = '92233720368547758.01', "
                + "max = '92233720368547758.07', step = '0.05' } }",
            "{ '0.10', AUD = { '0.10', '0.20', '0.30' } }",
        ])
    }
}
