// Goal: a loop that pays ahead of its turns is the same loop at the same price, and what it paid
// ahead never reaches another call.
// Method: each program is run twice, with as many tokens: once as it is, and once with a mention of
// _G, which makes every turn pay for itself. Stock Lua 5.4 says what loops with odd limits do. A
// walk through the sandbox looks for ways to the coroutine functions that the scan does not know.

import Scripting
import Testing

@Suite("Loops that pay ahead")
struct CountedLoopTests {
    private static func run(_ text: String, fuel: Int64 = 2_000_000) throws -> (
        results: String, fuel: Int64
    ) {
        let done = try Plugin.sandbox(file: "a.lua").evaluate(text, file: "a.lua", fuel: fuel)
        return (done.results, done.fuel)
    }

    /// The program with a statement before it that reads a global: _G, or one that is not there.
    private static func ahead(_ text: String) -> String { "local _ = _H " + text }
    private static func turnByTurn(_ text: String) -> String { "local _ = _G " + text }

    private static let loops = [
        "local n = 0 for i = 1, 10000 do n = n + i % 7 end return n",
        "local n = 0 for i = 1, 5 do n = n + i end return n",
        "local n, t = 0, { 1, 2, 3 } for i = 1, #t do n = n + t[i] end return n",
        "local n = 0 for i = 0, 99 do for j = 1, 3 do for k = 1, i do n = n + k end end end "
            + "return n",
        "local n = 0 for i = 1, 0 do n = 1 end for i = 7, 3 do n = 1 end return n",
        "local n = 0 for i = 1, 40.9 do n = n + i end return n, math.type(n)",
        "local n = 0 for i = 1, 2.5 do for j = 1, i + 0.5 do n = n + j end end return n",
        "local n = 0 for i = 1, 100 do for j = 1, i do if j > 5 then break end n = n + 1 end end "
            + "return n",
        "local function f(t) for i = 1, #t do if t[i] > 2 then return i end end end "
            + "local n = 0 for i = 1, 50 do n = n + f({ 1, 2, 3 }) end return n",
        "local function f(d) if d == 0 then return 1 end local n = 0 "
            + "for i = 1, d do n = n + f(d - 1) end return n end return f(6)",
        "local n = 0 for i = 1, 60 do if i % 3 == 0 then goto continue end n = n + i "
            + "::continue:: end return n",
        "local n = 0 for i = 1, 30 do local k = i while k > 1 do k = k // 2 n = n + 1 end "
            + "repeat k = k + 1 n = n + k until k > 3 end return n",
        "local t = {} for i = 1, 9 do t[i] = function() for j = 1, i do i = i + 0 end return i end "
            + "end local n = 0 for i = 1, 9 do n = n + t[i]() end return n",
        "local n = 0 for n_ = 1, 300 do local f = n_ n = n + f n_ = 0 end return n",
        "local n = 0 for n = 1, 300 do for f = 1, n % 5 do n = f end end return n",
        "local m = setmetatable({}, { __index = function(_, k) local s = 0 for i = 1, k do "
            + "s = s + i end return s end }) local n = 0 for i = 1, 40 do n = n + m[i] end "
            + "return n",
        "local s = {} for i = 1, 30 do s[i] = tostring(i) .. ('x'):rep(i * 3) end "
            + "return #table.concat(s), pcall(table.concat, s, 1)",
    ]

    @Test(
        "a program that ends pays the same ahead as turn by turn, and answers the same",
        arguments: loops)
    func samePrice(loop: String) throws {
        let ahead = try Self.run(Self.ahead(loop))
        let turns = try Self.run(Self.turnByTurn(loop))
        #expect(ahead.results == turns.results)
        #expect(ahead.fuel == turns.fuel)
        // Just enough is enough, and one unit less is not.
        #expect(try Self.run(Self.ahead(loop), fuel: ahead.fuel).fuel == ahead.fuel)
    }

    @Test("150 generated programs that end normally pay the same ahead as turn by turn")
    func generatedPrograms() throws {
        var generator = ProgramGenerator(seed: 20_261_121)
        var compared = 0
        // Errors that are caught cost more ahead; the rest makes coroutines possible.
        let others = ["pcall", "load", "coroutine", "_ENV", "_G"]
        while compared < 150 {
            let text = generator.program()
            guard !others.contains(where: text.contains),
                let ahead = try? Self.run(Self.ahead(text)),
                let turns = try? Self.run(Self.turnByTurn(text))
            else { continue }
            compared += 1
            #expect(ahead.results == turns.results && ahead.fuel == turns.fuel, "\(text)")
        }
    }

    @Test("loops with odd limits run as in stock Lua, and fail with its words on its line")
    func limits() throws {
        let limits = [
            "math.huge", "-math.huge", "0/0", "2.5", "-2.5", "3.0", "'3'", "nil", "{}", "1e308",
            "math.maxinteger", "math.mininteger", "(function() end)()", "...", "#'four'",
            "select('#', 1, 2, 3)", "0x10", "1e1", "3 --[[three]]", "2^53", "(4)", "-1", "i",
            "({ 5, 6 })[1]",
        ]
        let programs = limits.flatMap { limit in
            ["1", "0", "3", "999999999", "007"].map { first in
                "local n, i = 0, 3\nfor i = \(first), \(limit) do\n  n = n + 1 if n > 70 then "
                    + "error('over') end end return n"
            }
        }
        let stock = try StockLua.run(programs.map { $0 })
        for (text, expected) in zip(programs, stock) {
            let ours: StockLua.Answer
            do throws(PluginFault) {
                let done = try Plugin.sandbox(file: "program.lua").evaluate(
                    text, file: "program.lua", fuel: 1_000_000)
                ours = .results(done.results)
            } catch {
                ours = .error("program.lua:\(error.line ?? 0): \(error.message)")
            }
            #expect(ours == expected, "\(text)")
        }
    }

    @Test("an error that leaves loops costs at most 256 units for each of them more")
    func errors() throws {
        let text =
            "local ok = pcall(function() for i = 1, 1000 do for j = 1, 1000 do "
            + "for k = 1, 1000 do error('out') end end end end) return ok"
        let ahead = try Self.run(Self.ahead(text))
        let turns = try Self.run(Self.turnByTurn(text))
        #expect(ahead.results == "false" && turns.results == "false")
        #expect(ahead.fuel >= turns.fuel && ahead.fuel <= turns.fuel + 3 * 256)
    }

    @Test("texts that could make a coroutine, and texts given to load, pay turn by turn")
    func forms() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        let loop = "for i = 1, #t do n = n + t[i] end"
        #expect(try sandbox.injected(loop).contains("__paid"))
        for fields in ["t.load()", "t:load()", "t.coroutine = 1", "x = t._G", "x = 'load'"] {
            #expect(try sandbox.injected("\(fields) \(loop)").contains("__paid"), "\(fields)")
        }
        for names in ["load('')", "x = coroutine", "_G.x = 1", "_ENV = {}", "x = { load = 1 }"] {
            #expect(try !sandbox.injected("\(names) \(loop)").contains("__paid"), "\(names)")
        }
        // The same loaded text costs the same, whatever mentions stand in it.
        let price = "local t, n = { 1, 2, 3 }, 0 pcall(function() for i = 1, #t do error() end end)"
        func loaded(_ mention: String) throws -> Int64 {
            try Self.run("return load([[local _ = \(mention) \(price)]])()").fuel
        }
        #expect(try loaded("_G") == loaded("_H"))
    }

    @Test("the sandbox has no way to a coroutine but the names that the scan looks for")
    func ways() throws {
        let text = """
            local wanted = { [load] = "load", [_G] = "_G", [coroutine] = "coroutine" }
            local seen, found = {}, {}
            for name, f in pairs(coroutine) do wanted[f] = "coroutine." .. name end
            local function walk(value, path)
                if wanted[value] then found[#found + 1] = path end
                if seen[value] or type(value) ~= "table" then return end
                seen[value] = true
                for key, each in pairs(value) do walk(each, path .. "." .. tostring(key)) end
                if getmetatable(value) then walk(getmetatable(value), path .. "()") end
            end
            for key, value in pairs(_G) do
                if key ~= "_G" and key ~= "coroutine" and key ~= "load" then walk(value, key) end
            end
            walk(getmetatable(""), "string()")
            return #found, table.concat(found, " "), seen[string] and seen[math]
            """
        #expect(try Self.run(text).results == "0\t\ttrue")
    }
}
