// Goal: a kill says which budget ended the call, how much was used, which functions used it, where
// they stand, and what to try; the same numbers in every process.
// Method: texts that burn fuel in a known function in a known proportion; whole records compared.

import Testing

@testable import Scripting

@Suite("Profile of a killed call")
struct ProfileTests {
    private static func fault(
        _ text: String, fuel: Int64 = 100_000, budget: CallBudget = .standard
    ) throws -> PluginFault {
        let sandbox = try Plugin.sandbox(file: "a.lua", budget: budget)
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(text, file: "a.lua", fuel: fuel)
        }
        return try #require(fault)
    }

    /// Two functions, one with nine times the iterations of the other.
    private static let twoLoops = """
        local function heavy()
          local sum = 0
          for i = 1, 900 do sum = sum + i end
        end
        local light = function()
          local sum = 0
          for i = 1, 100 do sum = sum + i end
        end
        while true do
          heavy()
          light()
        end
        """

    @Test("the functions that used most are named with file, line, fuel and share")
    func shares() throws {
        let fault = try Self.fault(Self.twoLoops, fuel: 10_000_000)
        let exhausted = try #require(fault.exhausted)
        #expect(exhausted.used == fault.fuelUsed && exhausted.budget == 10_000_000)
        let top = fault.topFunctions
        #expect(top.map(\.name).prefix(2) == ["heavy", "light"])
        let heavy = try #require(top.first)
        #expect(heavy.place == "a.lua:3" && heavy.library == nil)
        // Nine tenths, seen through one sample a window of 10,000 units.
        #expect((84...94).contains(heavy.percent(of: fault.fuelUsed)))
        #expect(top.map(\.fuel).reduce(0, +) <= fault.fuelUsed)
        #expect(fault.description.contains("fuel went to: a.lua:3 (heavy), \(heavy.fuel) units, "))
        #expect(fault.advice.contains("a.lua:3 took"))
        #expect(fault.advice.contains("budget.left()"))
        // Every sample is taken at the same instruction again.
        #expect(try Self.fault(Self.twoLoops, fuel: 10_000_000) == fault)
    }

    @Test("a call with a budget far under one window names the function that it died in")
    func smallBudgets() throws {
        for fuel: Int64 in [50, 500, 5_000] {
            let fault = try Self.fault(
                "local function spin()\n  local n = 0\n  while n >= 0 do\n    n = n + 1\n  end\n"
                    + "end\nspin()", fuel: fuel)
            let top = try #require(fault.topFunctions.first)
            #expect(top.name == "spin" && top.line == 3)
            #expect(top.fuel == fault.fuelUsed)
        }
    }

    @Test(
        "work of the library is put down to the library function and the line that calls it",
        arguments: [
            ("local s = ('a'):rep(5000)\nfor i = 1, 100 do s:find('.-.-.-b') end", "string.find"),
            ("local t = {}\nfor i = 1, 60000 do table.insert(t, 1, i) end", "table.insert"),
            ("local s = ('a,'):rep(200000)\nlocal _ = s:gsub(',', ';')", "string.gsub"),
            (
                "local t = {} for i = 1, 300 do t['k' .. i] = i end\n"
                    + "while true do for k in pairs(t) do end end", "pairs"
            ),
        ])
    func library(text: String, name: String) throws {
        let fault = try Self.fault(text, fuel: 400_000)
        let top = try #require(fault.topFunctions.first)
        #expect(top.library == name && top.line == 2, "\(fault.description)")
        #expect(top.percent(of: fault.fuelUsed) >= 50)
        #expect(fault.advice.hasPrefix("\(name) at a.lua:2 took"), "\(fault.advice)")
    }

    @Test("fuel that went into new values is told from fuel of loops")
    func allocation() throws {
        let fault = try Self.fault(
            "local function join()\n  local s = ''\n  while true do s = s .. 'more text' end\nend\n"
                + "join()", fuel: 1_000_000)
        let exhausted = try #require(fault.exhausted)
        #expect(exhausted.fuelOfAllocation > exhausted.used / 2)
        #expect(fault.advice.contains("table.concat"))
        #expect(fault.topFunctions.first?.name == "join")
    }

    @Test("no function with a large share is lost among many small ones")
    func manyFunctions() throws {
        var text = "local small = {}\n"
        for index in 1...60 {
            text += "small[\(index)] = function(n) for i = 1, n do end end\n"
        }
        text += "local function big(n) for i = 1, n do end end\n"
        text += "while true do\n  for i = 1, 60 do small[i](400) end\n  big(24000)\nend"
        let fault = try Self.fault(text, fuel: 20_000_000)
        let top = try #require(fault.topFunctions.first)
        #expect(top.name == "big")
        #expect((45...60).contains(top.percent(of: fault.fuelUsed)), "\(fault.description)")
    }

    @Test("the end of memory tells bytes in use, the highest, the request and where it stood")
    func memory() throws {
        var budget = CallBudget.standard
        budget.memoryBytes = 1 << 20
        let fault = try Self.fault(
            "local list = {}\nlocal function fill()\n  for i = 1, 100000 do list[i] = i end\nend\n"
                + "fill()", fuel: 10_000_000, budget: budget)
        let exhausted = try #require(fault.exhausted)
        #expect(fault.kind == .memory && fault.line == 3)
        #expect(exhausted.budget == 1 << 20 && exhausted.used <= 1 << 20)
        #expect(exhausted.memoryPeakBytes >= exhausted.memoryBytes)
        #expect(exhausted.memoryRequestBytes >= 1 << 17)
        #expect(fault.traceback.contains("a.lua:3: in function 'fill'"))
        #expect(fault.advice.contains("one value of \(exhausted.memoryRequestBytes) bytes"))
        #expect(fault.description.contains("the most that the configuration allows"))
    }

    @Test("log, host calls and wall time say what was used of what, and what to try")
    func otherBudgets() throws {
        let log = try Self.fault("log(('x'):rep(5000))")
        #expect(log.exhausted?.budget == 4096 && log.exhausted?.used ?? 0 > 4096)
        #expect(log.advice.contains("short lines"))
        let calls = try Self.fault("for i = 1, 101 do\n  log(i)\nend")
        #expect(calls.exhausted?.budget == 100 && calls.exhausted?.used == 101)
        #expect(calls.advice.contains("one line"))
        var budget = CallBudget.standard
        budget.wallMilliseconds = 50
        let wall = try Self.fault(
            "local function slow()\n  while true do end\nend\nslow()", fuel: .max / 4,
            budget: budget)
        #expect(wall.kind == .wallTime && wall.exhausted?.budget == 50)
        #expect(wall.topFunctions.first?.name == "slow" && wall.topFunctions.first?.line == 2)
        #expect(wall.advice.contains("the machine's speed"))
    }

    @Test("a kill says whether the manifest or the configuration set the budget")
    func origin() throws {
        var rounds = InlineRounds(decide: "while true do end")
        let whole = try #require(try rounds.fault())
        #expect(whole.exhausted?.isSetByManifest == false)
        #expect(whole.description.contains("the most that the configuration allows"))
        rounds.budget = CallBudget.standard.limited(
            by: DeclaredBudget(fuel: 20_000, memoryBytes: 1 << 20))
        let declared = try #require(try rounds.fault())
        #expect(declared.exhausted?.budget == 20_000)
        #expect(declared.exhausted?.allowed == 1_000_000)
        #expect(
            declared.description.contains(
                "the manifest sets this budget; the configuration allows 1000000"))
        #expect(
            declared.advice.hasSuffix(
                "or raise budget = { fuel = 20000 } in the manifest, up to 1000000"))
        // A manifest that asks for more gets no more, and is told so.
        rounds.budget = CallBudget.standard.limited(by: DeclaredBudget(fuel: 9_000_000))
        #expect(try rounds.fault()?.exhausted?.isSetByManifest == false)
    }

    @Test("an error that is no kill has neither profile nor advice")
    func noKill() throws {
        let fault = try Self.fault("for i = 1, 20000 do end\nerror('x')", fuel: 1_000_000)
        #expect(fault.exhausted == nil && fault.topFunctions.isEmpty && fault.advice.isEmpty)
    }

    @Test("functions are named as the text names them, or by their lines")
    func names() throws {
        for (definition, call, name) in [
            ("local function f() while true do end end", "f()", "f"),
            ("local f <const> = function() while true do end end", "f()", "f"),
            ("local a = { b = {} } function a.b.f() while true do end end", "a.b.f()", "a.b.f"),
            ("local a = {} function a:f() while true do end end", "a:f()", "a:f"),
            ("local a = {} a.f = function() while true do end end", "a.f()", "a.f"),
            ("local a = { f = function() while true do end end }", "a.f()", "f"),
            ("local a = { [1] = function() while true do end end }", "a[1]()", nil),
            ("local f, g = function() while true do end end, function() end", "f()", nil),
        ] as [(String, String, String?)] {
            let fault = try Self.fault("-- first\n" + definition + "\n" + call)
            #expect(fault.topFunctions.first?.name == name, "\(definition)")
            #expect(fault.topFunctions.first?.line == 2)
            if name == nil {
                #expect(fault.traceback.contains("a.lua:2: in function <a.lua:2>"))
            }
        }
    }
}
