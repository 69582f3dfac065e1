// Goal: the text with its charges is the same program: same results, same errors, same lines.
// Method: stock Lua 5.4 (the lua5.4 program) as oracle for texts that a lexer could get wrong: a
// list written by hand, 600 generated programs, and 300 damaged ones for messages of the compiler.
// Then every form of loop must pay, and no text can reach the meter or leave its wrapper.

import Scripting
import SeededRandom
import Testing

@Suite("Injection of charges")
struct InjectionTests {
    /// Runs a text in a fresh sandbox, answering as the oracle does.
    private static func run(_ text: String, fuel: Int64 = 1_000_000) throws -> StockLua.Answer {
        let sandbox = try Plugin.sandbox(file: "program.lua")
        do throws(PluginFault) {
            return .results(try sandbox.evaluate(text, file: "program.lua", fuel: fuel).results)
        } catch {
            if error.kind == .fuel { return .results("") }
            let isPlaced = error.line != nil && (error.kind == .syntax || !error.message.isEmpty)
            return .error(
                isPlaced ? "program.lua:\(error.line ?? 0): \(error.message)" : error.message)
        }
    }

    /// The oracle's answer, or ours where an error has no place of its own: the fault then carries
    /// the line of the traceback.
    private static func agree(_ ours: StockLua.Answer, _ stock: StockLua.Answer) -> Bool {
        guard case .error(let our) = ours, case .error(let their) = stock else {
            return ours == stock
        }
        if our == their { return true }
        guard let sentence = our.split(separator: " ", maxSplits: 1).last else { return false }
        return !their.hasPrefix("program.lua:") && sentence == their
    }

    @Test("texts that a lexer could get wrong run as in stock Lua")
    func trickyTexts() throws {
        let stock = try StockLua.run(TrickyPrograms.all)
        for (text, expected) in zip(TrickyPrograms.all, stock) {
            let ours = try Self.run(text)
            #expect(Self.agree(ours, expected), "\(text)\nours \(ours)\nstock \(expected)")
        }
    }

    @Test("600 generated programs have the results and error lines of stock Lua")
    func generatedPrograms() throws {
        var generator = ProgramGenerator(seed: 20_260_101)
        let programs = (0..<600).map { _ in generator.program() }
        let stock = try StockLua.run(programs)
        var errors = 0
        for (text, expected) in zip(programs, stock) {
            if case .error = expected { errors += 1 }
            let ours = try Self.run(text)
            #expect(Self.agree(ours, expected), "\(text)\nours \(ours)\nstock \(expected)")
        }
        print("injection: \(programs.count) generated programs agree, \(errors) end in an error")
        #expect(errors > 60 && errors < 300)
    }

    @Test("300 damaged programs are refused or accepted as by stock Lua, with the same message")
    func damagedPrograms() throws {
        var generator = ProgramGenerator(seed: 7)
        var random = SeededGenerator(seed: 8)
        let programs = (0..<300).map { _ in
            var bytes = Array(generator.program().utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                if random.chance(60) {
                    bytes.remove(at: at)
                } else {
                    bytes[at] = random.pick(Array("()[]=-'\"\n:.~<x7 ".utf8))
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        let stock = try StockLua.compile(programs)
        var refused = 0
        for (text, expected) in zip(programs, stock) {
            // One unit of fuel: what compiles is killed at once.
            let ours = try Self.run(text, fuel: 1)
            switch expected {
            case .error:
                refused += 1
                #expect(ours == expected, "\(text)")
            case .results: #expect(ours == .results(""), "\(text)")
            }
        }
        print("injection: \(refused) of \(programs.count) damaged programs refused alike")
        #expect(refused > 100)
    }

    @Test("charges stand on the line of the code they pay for")
    func linesStay() throws {
        var generator = ProgramGenerator(seed: 99)
        let sandbox = try Plugin.sandbox(file: "program.lua")
        for _ in 0..<100 {
            let text = generator.program()
            let injected = try sandbox.injected(text)
            let breaks = { (text: String) in text.utf8.filter { $0 == 10 || $0 == 13 }.count }
            #expect(breaks(injected) == breaks(text))
            #expect(injected != text)
        }
    }

    @Test("what is charged can be read off the injected text")
    func injectedText() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        func charge(_ cost: Int) -> String {
            " do local f=__fuel-\(cost) __fuel=f if f<0 then __tick() end end "
        }
        #expect(try sandbox.injected("") == charge(1))
        #expect(try sandbox.injected("x=1") == charge(4) + "x=1")
        // 'end' belongs to the body; 'while true do' and the body are one pass.
        #expect(
            try sandbox.injected("while true do x=1 end")
                == charge(2) + "while true do" + charge(7) + " x=1 end")
        #expect(
            try sandbox.injected("repeat x() until y") == charge(3) + "repeat" + charge(6)
                + " x() until y")
        // After ')' of the parameters, and before a goto: two tokens back to the label.
        #expect(
            try sandbox.injected("function f(a) return a end")
                == charge(6) + "function f(a)" + charge(4) + " return a end")
    }

    @Test("a label that a closed block has used again costs nothing extra")
    func labelsOfClosedBlocks() throws {
        let loop = "for i = 1, 100 do if i > 0 then goto continue end ::continue:: end "
        func fuel(_ text: String) throws -> Int64 {
            try Plugin.sandbox(file: "a.lua").evaluate(text, file: "a.lua", fuel: 100_000).fuel
        }
        let one = try fuel(loop)
        let two = try fuel(loop + loop)
        #expect(two <= 2 * one)
    }

    @Test("all of an until condition is paid on every turn, whatever stands in it")
    func untilConditions() throws {
        let work = Array(repeating: "a", count: 2000).joined(separator: " + ")
        let text = """
            local a, n = 0, 0
            repeat n = n + 1
            until (function() if a then end return false end)() or \(work) ~= 0 or n == 10
            return n
            """
        let done = try Plugin.sandbox(file: "a.lua").evaluate(text, file: "a.lua", fuel: 1_000_000)
        #expect(done.results == "10")
        #expect(done.fuel > 10 * 4000)
    }

    @Test("no form of loop runs without paying", arguments: TrickyPrograms.endlessLoops)
    func endlessLoops(text: String) throws {
        let sandbox = try Plugin.sandbox(file: "loop.lua")
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(text, file: "loop.lua", fuel: 20_000)
        }
        #expect(fault?.kind == .fuel, "\(text): \(fault?.message ?? "")")
        #expect(fault.map { $0.fuelUsed < 60_000 } == true, "\(text): \(fault?.fuelUsed ?? 0)")
        #expect(try sandbox.evaluate("return 'next'", file: "b.lua", fuel: 100).results == "next")
    }

    @Test("the reserved names are refused with their line, wherever they are names")
    func reservedNames() throws {
        for text in [
            "\n\n__fuel = 1", "local a\r\nlocal __tick", "\r\rt.__fuel = 1",
            "\n\nreturn _ENV.__tick", "\n\nfor __paid = 1, 2 do end",
            "\n\nlocal t = { __upto = 1 }",
            "-- x\n--[[\n]] function __fuel() end", "\n\ngoto __tick ::__tick::",
        ] {
            let sandbox = try Plugin.sandbox(file: "a.lua")
            let fault = #expect(throws: PluginFault.self) {
                try sandbox.evaluate(text, file: "a.lua", fuel: 1000)
            }
            #expect(fault?.kind == .syntax)
            #expect(fault?.line == (text.hasPrefix("local") ? 2 : 3), "\(text)")
            #expect(
                fault?.message
                    == "the names __fuel, __tick, __paid and __upto are reserved for metering")
        }
        // As text, comment or part of a name they mean nothing.
        let harmless = "--__fuel\nlocal x__fuel, __fuel_ = '__tick', [[__fuel]] return x__fuel"
        let sandbox = try Plugin.sandbox(file: "a.lua")
        #expect(try sandbox.evaluate(harmless, file: "a.lua", fuel: 1000).results == "__tick")
    }

    @Test(
        "a text cannot close the wrapper early",
        arguments: [
            "end", "end return function(...)", "end end", "until true", "end --[[", "]] end",
            "end local __x = 1 do", "return 1 end return function(...) while true do end",
            "end)() (function(...)", "--\nend return function() ",
        ])
    func wrapper(text: String) throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(text, file: "a.lua", fuel: 1000)
        }
        #expect(fault?.kind == .syntax)
    }

    @Test("a text over 64 KiB is refused before it is parsed")
    func longTexts() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        let long = "local a = 1 return a" + String(repeating: " or a", count: 200_000)
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(long, file: "a.lua", fuel: 1000)
        }
        #expect(fault?.kind == .syntax)
        #expect(fault?.message == "the text has 1000020 bytes; a plugin may have at most 65536")
    }
}
