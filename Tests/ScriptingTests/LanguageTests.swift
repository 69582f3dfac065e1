// Goal: the sandbox's Lua is the same in every run: order, texts and what can be reached.
// Method: small texts whose results are compared, in several fresh states where order matters.

import Scripting
import Testing

@Suite("The language of plugins")
struct LanguageTests {
    private static func run(_ text: String, fuel: Int64 = 10_000_000) throws -> String {
        try Plugin.sandbox(file: "a.lua").evaluate(text, file: "a.lua", fuel: fuel).results
    }

    @Test("pairs and next visit numbers, then strings by bytes, then booleans")
    func order() throws {
        let table =
            "local t = { b = 1, a = 1, B = 1, [''] = 1, [3] = 1, [-1] = 1, [0.5] = 1, [2^70] = 1, "
            + "[true] = 1, [false] = 1, [1 << 62] = 1, [-math.huge] = 1, ['a\\0b'] = 1, ['\\xff'] = 1 } "
        let expected =
            "-inf -1 0.5 3 4611686018427387904 1.1805916207174e+21  B a a\0b b \u{FFFD} false true"
        let byPairs =
            table + "local s = {} for k in pairs(t) do s[#s + 1] = tostring(k) end "
            + "return table.concat(s, ' ')"
        let byNext =
            table + "local s, k = {}, next(t) while k ~= nil do s[#s + 1] = tostring(k) "
            + "k = next(t, k) end return table.concat(s, ' ')"
        for _ in 0..<5 {
            #expect(try Self.run(byPairs) == expected)
            #expect(try Self.run(byNext) == expected)
        }
    }

    @Test("pairs allows what stock Lua allows while it runs")
    func changesWhileVisiting() throws {
        #expect(
            try Self.run(
                "local t = {} for i = 1, 10 do t['k' .. i] = i end local n = 0 "
                    + "for k, v in pairs(t) do t[k] = nil n = n + v end return n, next(t)")
                == "55\tnil")
        #expect(
            try Self.run(
                "local t = { a = 1, b = 2, c = 3 } local s = '' for k, v in pairs(t) do "
                    + "t.b = nil s = s .. k .. v end return s") == "a1c3")
        #expect(
            try Self.run(
                "local t = setmetatable({}, { __pairs = function(t) return function(_, k) "
                    + "if not k then return 1, 'one' end end, t, nil end }) "
                    + "for k, v in pairs(t) do return k, v end") == "1\tone")
        #expect(
            try Self.run("return select('#', pairs({})), next({}), rawequal(next, next)")
                == "3\tnil\ttrue")
    }

    @Test("keys without an order are refused by pairs and next, and allowed elsewhere")
    func keysWithoutOrder() throws {
        let head = "local t = { [{}] = 1 } "
        for (call, name) in [("for _ in pairs(t) do end", "pairs"), ("next(t)", "next")] {
            let fault = #expect(throws: PluginFault.self) { try Self.run(head + call) }
            #expect(fault?.message.hasPrefix("\(name): a key is a table; keys must be") == true)
        }
        #expect(try Self.run("local k = {} local t = { [k] = 5 } return t[k], #t") == "5\t0")
    }

    @Test("pairs visits as many entries as a table can hold")
    func largeTables() throws {
        #expect(
            try Self.run(
                "local t, n = {}, 0 for i = 1, 65536 do t[i] = i end "
                    + "for i = 1, 30000 do t['k' .. i] = i end "
                    + "for k, v in pairs(t) do n = n + 1 end return n", fuel: 50_000_000) == "95536"
        )
    }

    @Test("no text holds an address")
    func noAddresses() throws {
        #expect(
            try Self.run(
                "return {}, print, function() end, coroutine.create(print), "
                    + "setmetatable({}, { __name = 'Card' }), setmetatable({}, { __name = 5 })")
                == "table\tfunction\tfunction\tthread\tCard\ttable")
        #expect(
            try Self.run(
                "return tostring({}) .. tostring(print), ('%s'):format({}), "
                    + "(pcall(string.format, '%p', {}))") == "tablefunction\ttable\tfalse")
        #expect(
            try Self.run("return select(2, pcall(next, 5)), select(2, pcall(ipairs))")
                == "bad argument #1 to '?' (table expected, got number)\t"
                + "bad argument #1 to '?' (value expected)")
    }

    @Test("NaN is one text whatever its sign")
    func nanText() throws {
        #expect(
            try Self.run("return 0/0, -(0/0), tostring(0/0), ('%s'):format(-(0/0))")
                == "nan\tnan\tnan\tnan")
    }

    @Test("metatables can not have __gc or __mode")
    func refusedMetafields() throws {
        for field in ["__gc", "__mode"] {
            let fault = #expect(throws: PluginFault.self) {
                try Self.run("return setmetatable({}, { \(field) = 'k' })")
            }
            #expect(fault?.message.contains("metatables of plugins can not have \(field)") == true)
        }
        #expect(
            try Self.run("return setmetatable({}, nil), setmetatable({}, {})") == "table\ttable")
        #expect(
            try Self.run("return pcall(setmetatable, setmetatable({}, { __metatable = 1 }), {})")
                == "false\tcannot change a protected metatable")
    }

    @Test("the metatable of strings is locked")
    func stringMetatable() throws {
        #expect(try Self.run("return getmetatable(''), ('x'):upper()") == "false\tX")
        #expect(
            try Self.run("string.upper = nil return ('x').upper, pcall(function() ('x').y = 1 end)")
                .hasPrefix("nil\tfalse"))
    }

    @Test("nothing reaches the system")
    func noSystem() throws {
        #expect(
            try Self.run(
                "return os, io, debug, require, package, dofile, loadfile, collectgarbage, warn, "
                    + "string.dump, coroutine.close, math.randomseed, _G.os, _ENV.io")
                == Array(repeating: "nil", count: 14).joined(separator: "\t"))
    }

    @Test("load is metered, joined to the fuel of the call, and takes text only")
    func load() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(
                "local f = load('local n = 0\\nwhile true do\\nn = n + 1 end', '=inner') f()",
                file: "a.lua", fuel: 30_000)
        }
        #expect(fault?.kind == .fuel)
        #expect(fault?.traceback.contains("inner:2:") == true)
        #expect(
            try Self.run(
                "local before = budget.used() load('for i = 1, 1000 do end')() "
                    + "return budget.used() - before > 2000") == "true")
        #expect(
            try Self.run("return load('x =', '=chunk')")
                == "nil\tchunk:1: unexpected symbol near <eof>")
        #expect(
            try Self.run("return load('return ...')(1, 2), load('return x', 'n', 't', { x = 7 })()")
                == "1\t7")
        #expect(
            try Self.run("load('y = 5', 'n', 't', {})() load('z = 6')() return y, z") == "nil\t6")
        for call in ["load(print)", "load('x', 'n', 'b')", "load(nil)", "load(('x'):gmatch('.'))"] {
            #expect(throws: PluginFault.self) { try Self.run(call) }
        }
    }

    @Test("budget tells what was used and what is left")
    func budgetFunctions() throws {
        let text =
            "local a = budget.used() for i = 1, 100 do end local b = budget.used() "
            + "return b - a, b + budget.left() <= 5000, budget.left() > 4000"
        let results = try Plugin.sandbox(file: "a.lua").evaluate(text, file: "a.lua", fuel: 5000)
            .results.split(separator: "\t")
        #expect(results.count == 3)
        #expect(results.first.flatMap { Int($0) }.map { (200...400).contains($0) } == true)
        #expect(results.dropFirst() == ["true", "true"])
    }

    @Test("two plugins share nothing, even with the same text")
    func separateStates() throws {
        let one = try Plugin.sandbox(file: "a.lua")
        let two = try Plugin.sandbox(file: "a.lua")
        let text = "shared = (shared or 0) + 1 string.x = shared return shared, ('').x"
        for round in 1...3 {
            #expect(
                try one.evaluate(text, file: "a.lua", fuel: 1000).results == "\(round)\t\(round)")
        }
        #expect(try two.evaluate(text, file: "a.lua", fuel: 1000).results == "1\t1")
    }

    @Test("coroutines work as in stock Lua")
    func coroutines() throws {
        #expect(
            try Self.run(
                "local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) "
                    + "local d, e = coroutine.yield(c * 2) return d + e end) "
                    + "local _, x = coroutine.resume(co, 1, 2) local _, y = coroutine.resume(co, 10) "
                    + "local _, z = coroutine.resume(co, 3, 4) "
                    + "return x, y, z, coroutine.status(co), coroutine.resume(co)")
                == "3\t20\t7\tdead\tfalse\tcannot resume dead coroutine")
        #expect(
            try Self.run(
                "local co = coroutine.wrap(function() local ok, e = pcall(function() "
                    + "coroutine.yield(1) error('x', 0) end) coroutine.yield(e) return 'end' end) "
                    + "return co(), co(), co()") == "1\tx\tend")
        #expect(
            try Self.run(
                "local co co = coroutine.create(function() return coroutine.running() == co, "
                    + "coroutine.isyieldable(), coroutine.status(co), coroutine.resume(co) end) "
                    + "return coroutine.resume(co)")
                == "true\ttrue\ttrue\trunning\tfalse\tcannot resume non-suspended coroutine")
        // Coroutines that end in an error or at once are not counted for ever.
        #expect(
            try Self.run(
                "for i = 1, 2000 do coroutine.resume(coroutine.create(error)) end "
                    + "for i = 1, 2000 do coroutine.wrap(print and function() end)() end return 'ok'"
            )
                == "ok")
    }
}
