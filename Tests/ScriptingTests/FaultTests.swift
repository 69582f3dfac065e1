// Goal: a fault says what happened, in which file, on which line, on what way, and at what cost.
// Method: one small text for each kind of fault, every part of the fault compared.

import Testing

@testable import Scripting

@Suite("Faults")
struct FaultTests {
    private static func fault(
        _ text: String, file: String = "strategies/a.lua", fuel: Int64 = 100_000,
        budget: CallBudget = .standard
    ) throws -> PluginFault {
        let sandbox = try Plugin.sandbox(file: file, budget: budget)
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(text, file: file, fuel: fuel)
        }
        return try #require(fault)
    }

    @Test("error() gives its message, line and traceback")
    func plainError() throws {
        let fault = try Self.fault(
            "local function inner()\n  error('went wrong')\nend\nlocal function outer()\n"
                + "  inner()\n  return 1\nend\nouter()\nreturn 1")
        #expect(fault.kind == .error)
        #expect(fault.message == "went wrong")
        #expect(fault.line == 2)
        #expect(fault.place == "strategies/a.lua:2")
        #expect(fault.file == "strategies/a.lua")
        #expect(fault.call == "evaluate")
        #expect(fault.traceback.contains("strategies/a.lua:2: in function 'inner'"))
        #expect(fault.traceback.contains("strategies/a.lua:5: in function 'outer'"))
        #expect(fault.traceback.contains("strategies/a.lua:8: in main chunk"))
        #expect(!fault.traceback.contains("__tick"))
        #expect(fault.fuelBudget == 100_000)
        #expect((1...200).contains(fault.fuelUsed))
        #expect(fault.kind.isReproducible)
    }

    @Test("a runtime error names the variable and its line")
    func runtimeError() throws {
        let fault = try Self.fault("local memory = {}\n\nreturn memory.last.stake + 1")
        #expect(fault.kind == .error)
        #expect(fault.message == "attempt to index a nil value (field 'last')")
        #expect(fault.line == 3)
    }

    @Test("a syntax error has a line, no call and no fuel")
    func syntaxError() throws {
        let fault = try Self.fault("return {\n  name = 'x'\n  version = 1 }")
        #expect(fault.kind == .syntax)
        #expect(fault.line == 3)
        #expect(fault.message == "'}' expected (to close '{' at line 1) near 'version'")
        #expect(fault.traceback.isEmpty)
        #expect(fault.fuelUsed == 0 && fault.fuelBudget == 0)
        #expect(
            fault.description
                == "strategies/a.lua:3: '}' expected (to close '{' at line 1) near 'version'")
    }

    @Test("a kill names the line that was running, the way there, and what to try")
    func kill() throws {
        let fault = try Self.fault("local function spin()\n  while true do\n  end\nend\n\nspin()")
        #expect(fault.kind == .fuel)
        #expect(fault.line == 2)
        #expect(fault.fuelUsed > 100_000 && fault.fuelUsed < 115_000)
        #expect(fault.message == "used up its fuel: \(fault.fuelUsed) of 100000 units")
        #expect(fault.traceback.contains("strategies/a.lua:6:"))
        #expect(fault.description.contains("budget.left()"))
    }

    @Test("a kill inside a library call and inside the allocator has a line, too")
    func killsWithoutLuaOnTop() throws {
        let sorting = try Self.fault(
            "local t = {}\nfor i = 1, 5000 do t[i] = -i end\ntable.sort(t)\nreturn 1")
        #expect(sorting.kind == .fuel && sorting.line == 3)
        let joining = try Self.fault(
            "local s = ('x'):rep(1 << 19)\nwhile true do\n  local _ = s .. s\nend")
        #expect(joining.kind == .fuel && joining.line == 3)
        #expect(joining.fuelUsed > 100_000)
    }

    @Test("the end of memory is named with the budget and a place")
    func memory() throws {
        var budget = CallBudget.standard
        budget.memoryBytes = 1 << 20
        let fault = try Self.fault(
            "local t = {}\nfor i = 1, 60000 do\n  t[i] = { t }\nend", fuel: 10_000_000,
            budget: budget)
        #expect(fault.kind == .memory)
        #expect(fault.message.hasPrefix("used up its memory: 10"))
        #expect(fault.message.contains(" of 1048576 bytes are in use, and "))
        #expect(fault.line == 3 || fault.line == 2)
        #expect(!fault.kind.isReproducible)
    }

    @Test("endless recursion says so, with a line")
    func recursion() throws {
        let fault = try Self.fault(
            "local function f()\n  return 1 + f()\nend\nf()", fuel: 10_000_000)
        #expect(fault.kind == .error)
        #expect(fault.message.contains("calls nest too deeply"))
        #expect(fault.line == 2)
    }

    @Test("an error in a coroutine has the tracebacks of both sides")
    func coroutineError() throws {
        let fault = try Self.fault(
            "local function inside()\n  error('deep')\nend\nlocal co = coroutine.wrap(function()\n"
                + "  inside()\nend)\nlocal function outside()\n  co()\nend\noutside()")
        #expect(fault.kind == .error)
        // As stock coroutine.wrap: the place of the call comes before the place of the error.
        #expect(fault.line == 8)
        #expect(fault.message == "strategies/a.lua:2: deep")
        #expect(fault.traceback.contains("strategies/a.lua:2:"))
        #expect(fault.traceback.contains("strategies/a.lua:10:"))
    }

    @Test("a kill in a coroutine has the line of the coroutine and the way to it")
    func coroutineKill() throws {
        let fault = try Self.fault(
            "local co = coroutine.wrap(function()\n  while true do end\nend)\n\nco()")
        #expect(fault.kind == .fuel)
        #expect(fault.line == 2)
        #expect(fault.traceback.contains("strategies/a.lua:5:"))
    }

    @Test("errors that the plugin caught are no part of a later fault")
    func caughtErrors() throws {
        let fault = try Self.fault(
            "coroutine.resume(coroutine.create(function()\n  error('one')\nend))\n"
                + "pcall(coroutine.wrap(function()\n  error('two')\nend))\n"
                + "pcall(error, 'three')\n\nwhile true do end")
        #expect(fault.kind == .fuel)
        #expect(fault.line == 9)
        #expect(!fault.traceback.contains("a.lua:2:"))
        #expect(!fault.traceback.contains("a.lua:5:"))
    }

    @Test("a fault leaves nothing behind for the next one in the same state")
    func nextFault() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        for text in ["while true do end", "error('x')", "return {} .. {}"] {
            _ = #expect(throws: PluginFault.self) {
                try sandbox.evaluate("\n\n" + text, file: "a.lua", fuel: 20_000)
            }
            let syntax = #expect(throws: PluginFault.self) {
                try sandbox.evaluate("x =", file: "a.lua", fuel: 20_000)
            }
            #expect(syntax?.kind == .syntax)
            #expect(syntax?.line == 1)
            #expect(syntax?.traceback == "")
        }
    }

    @Test(
        "an error value that is no text is named by its type, without running its code",
        arguments: [
            ("error({ code = 1 })", "table"), ("error(nil)", "nil"), ("error(print)", "function"),
            ("error(setmetatable({}, { __tostring = function() while true do end end }))", "table"),
            ("error(true)", "boolean"),
        ])
    func errorValues(text: String, type: String) throws {
        let fault = try Self.fault("\n" + text)
        #expect(fault.kind == .error)
        #expect(fault.message == "the error value is a \(type)")
        #expect(fault.line == 2)
    }

    @Test("not-a-number has no sign, which differs from processor to processor")
    func notANumber() throws {
        for text in ["error(0 / 0)", "error(-(0 / 0))"] {
            #expect(try Self.fault(text).message == "nan")
        }
        let rounds = InlineRounds(decide: "return { type = 'PlaceBet', amount = 0 / 0 }")
        let fault = try #require(try rounds.fault())
        #expect(fault.message.contains("amount is nan, a float"))
    }

    @Test("log and host call budgets end the call")
    func logBudgets() throws {
        let long = try Self.fault("\nlog(('x'):rep(4096))")
        #expect(long.kind == .log && long.line == 2)
        #expect(long.message == "logged more than 4096 bytes in one call")
        let often = try Self.fault("for i = 1, 101 do\n  log(i)\nend")
        #expect(often.kind == .hostCalls && often.line == 2)
        #expect(often.message == "made more than 100 host calls in one call")
    }

    @Test("logged lines come out in order, control characters made visible")
    func logLines() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        _ = try sandbox.evaluate(
            "log('one', 2, nil, true, {}) print('\\27[2Jred') log() log(('x'):rep(2000))",
            file: "a.lua", fuel: 10_000)
        let lines = sandbox.takeLog()
        #expect(lines.count == 3)
        #expect(lines.first == "one\t2\tnil\ttrue\ttable")
        #expect(lines.dropFirst().first == "\\27[2Jred")
        #expect(lines.last?.count == 2000)
        #expect(sandbox.takeLog().isEmpty)
    }

    @Test("messages hold no control characters, and long ones are cut")
    func hostileMessages() throws {
        let escape = try Self.fault("error('\\27[2J\\u{9b}31m\\1', 0)")
        #expect(escape.message == "\\27[2J\\15531m\\1")
        let long = try Self.fault("error(('\\u{20AC}'):rep(100000), 0)", fuel: 1_000_000)
        #expect(long.message.utf8.count <= 1030)
    }

    @Test("a file whose name Lua shortens keeps its lines")
    func longNames() throws {
        for length in [50, 58, 59, 60, 61, 100, 249, 250, 251, 300] {
            let file = String(repeating: "d", count: length - 6) + "/x.lua"
            let error = try Self.fault("\n\nerror('here')", file: file)
            #expect(error.line == 3 && error.message == "here", "\(length): \(error.message)")
            let kill = try Self.fault("\nwhile true do end", file: file)
            #expect(kill.line == 2, "\(length)")
            let syntax = try Self.fault("\n\n\nx = ", file: file)
            #expect(syntax.line == 4, "\(length)")
        }
    }

    @Test("a plugin that returns no table says what it returned")
    func noTable() throws {
        for (text, type) in [("return 1", "number"), ("", "nil"), ("return print", "function")] {
            let fault = #expect(throws: PluginFault.self) {
                _ = try Plugin.load(text: Array(text.utf8), file: "a.lua")
            }
            #expect(fault?.kind == .contract)
            #expect(
                fault?.message
                    == "a.lua returned a \(type); a plugin file ends with `return { ... }`")
        }
    }
}
