// Goal: a text that leaves no room for the local of a charge runs all the same, and pays the same.
// Method: texts at the limits of Lua's compiler (200 locals in a function, 200 levels of nesting,
// 255 upvalues) beside texts of the same tokens just inside them; stock Lua 5.4 says what they
// answer. What `load` costs is measured from within.

import Scripting
import Testing

@Suite("Charges at the limits of the compiler")
struct InjectionLimitTests {
    /// `count` locals with `rest` after them. As many tokens and bytes whether there are 200 locals
    /// or 199 and an assignment in the place of the last.
    private static func text(locals count: Int, _ rest: String) -> String {
        let declared = (1...count).map { "local a\($0) = \($0)" }
        let last = count == 200 ? [] : [";a1 = 1         "]
        return (declared + last + [rest]).joined(separator: "\n")
    }

    private static func run(_ text: String) throws -> (results: String, fuel: Int64) {
        let done = try Plugin.sandbox(file: "a.lua").evaluate(text, file: "a.lua", fuel: 100_000)
        return (done.results, done.fuel)
    }

    private static let blocks = [
        "while a1 < 300 do a1 = a1 + 1 end return a1",
        "repeat a1 = a1 + 1 until a1 >= 300 return a1",
        "::again:: a1 = a1 + 1 if a1 < 300 then goto again end return a1",
        "while a1 < 300 do if a1 > 0 then a1 = a1 + 1 goto continue end ::continue:: end return a1",
    ]

    @Test("a block after 200 locals pays as one after 199", arguments: blocks)
    func fullOfLocals(block: String) throws {
        let full = InjectionLimitTests.text(locals: 200, block)
        let stock = try StockLua.run([full])
        let done = try InjectionLimitTests.run(full)
        #expect(stock == [.results("300")])
        #expect(done.results == "300")
        let inside = InjectionLimitTests.text(locals: 199, block)
        #expect(inside.utf8.count == full.utf8.count)
        #expect(try InjectionLimitTests.run(inside).fuel == done.fuel)
    }

    @Test("without room for a local no loop runs without paying")
    func endless() throws {
        for loop in ["while true do end", "repeat until false", "::a:: goto a"] {
            let text = InjectionLimitTests.text(locals: 200, loop)
            let sandbox = try Plugin.sandbox(file: "a.lua")
            let fault = #expect(throws: PluginFault.self) {
                try sandbox.evaluate(
                    "pcall(load(\"\(text.replacing("\n", with: " "))\"))"
                        + " pcall(load('while true do end')) return 1",
                    file: "a.lua", fuel: 60_000)
            }
            #expect(fault?.kind == .fuel, "\(loop)")
            #expect(fault.map { $0.fuelUsed < 61_000 } == true, "\(loop)")
        }
    }

    @Test("load costs the same for a text that is compiled once more")
    func load() throws {
        func price(_ loaded: String) throws -> [Substring] {
            let text = """
                local text, spent = [[\(loaded)]], {}
                for i = 1, 4 do
                    local before = budget.used()
                    local f, message = load(text)
                    spent[i] = budget.used() - before
                    assert(f, message)
                end
                return table.concat(spent, " ")
                """
            let done = try Plugin.sandbox(file: "a.lua").evaluate(
                text, file: "a.lua", fuel: 1_000_000)
            return done.results.split(separator: " ")
        }
        let constant = "text = '\(String(repeating: "x", count: 100))' "
        let block = "while a1 < 300 do a1 = a1 + 1 \(constant) end"
        let full = try price(InjectionLimitTests.text(locals: 200, block))
        let inside = try price(InjectionLimitTests.text(locals: 199, block))
        #expect(full == inside)
        #expect(full.count == 4)
    }

    @Test("a function may use 253 upvalues of its own")
    func upvalues() throws {
        func text(_ count: Int) -> String {
            let names = (1...count).map { "v\($0)" }
            func declared(_ some: ArraySlice<String>) -> String {
                some.map { "local \($0) = 1 " }.joined()
            }
            return declared(names[..<130]) + "local function outer() " + declared(names[130...])
                + "return function() local s = 0 for i = 1, 1 do s = \(names.joined(separator: "+"))"
                + " end return s end end return outer()()"
        }
        #expect(try InjectionLimitTests.run(text(253)).results == "253")
        #expect(try StockLua.run([text(253), text(255)]) == [.results("253"), .results("255")])
        let fault = #expect(throws: PluginFault.self) { try InjectionLimitTests.run(text(254)) }
        #expect(fault?.kind == .syntax)
        #expect(fault?.message.contains("upvalues") == true)
    }

    @Test("nesting reaches within four levels of stock Lua, and every level pays")
    func nesting() throws {
        func text(_ depth: Int) -> String {
            "local n = 0 " + String(repeating: "repeat ", count: depth) + "n = n + 1 "
                + String(repeating: "until true ", count: depth) + "return n"
        }
        let depths = Array(180...200)
        let stock = try StockLua.run(depths.map(text))
        let deepest = try #require(stock.lastIndex(of: .results("1")).map { depths[$0] })
        var fuels: [Int64] = []
        for depth in depths where depth <= deepest - 4 {
            let done = try InjectionLimitTests.run(text(depth))
            #expect(done.results == "1")
            fuels.append(done.fuel)
        }
        let steps = Set(zip(fuels, fuels.dropFirst()).map { $1 - $0 })
        #expect(fuels.count > 10 && steps.count == 1)
    }

    @Test("the local of a charge is never seen by the text")
    func hidden() throws {
        let text = """
            f = "global"
            local function first(f) while true do if f then return f end end end
            local function second() for _ = 1, 2 do local g = f return g end end
            local t = {}
            for f = 1, 2 do repeat local f = f * 2 t[f] = function() return f end until f > 0 end
            return first("own"), second(), t[2](), t[4](), f
            """
        let stock = try StockLua.run([text])
        #expect(try InjectionLimitTests.run(text).results == "own\tglobal\t2\t4\tglobal")
        #expect(stock == [.results("own\tglobal\t2\t4\tglobal")])
    }
}
