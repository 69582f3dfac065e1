// Goal: the way to an error is whole: through coroutines, callbacks, metamethods, loaded text, an
// error that is caught and raised again, and from one plugin's state into the other's. No frame is
// the host's own, and no address is shown.
// Method: one small text for each way, with the lines and functions that must be named, in order.

import Testing

@testable import Scripting

@Suite("Tracebacks")
struct TracebackTests {
    struct Way: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// Parts of the traceback's lines, innermost first; every line in between is listed, too.
        var frames: [String]
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ frames: [String]) {
            self.name = name
            self.text = text
            self.frames = frames
        }
    }

    private static func fault(_ text: String, fuel: Int64 = 1_000_000) throws -> PluginFault {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        let fault = #expect(throws: PluginFault.self) {
            try sandbox.evaluate(text, file: "a.lua", fuel: fuel)
        }
        return try #require(fault)
    }

    private static func lines(_ fault: PluginFault) -> [String] {
        fault.traceback.split(separator: "\n").dropFirst().map {
            String($0.drop { $0 == " " || $0 == "\t" })
        }
    }

    private static let resumed = "(...a coroutine, resumed by...)"
    private static let caught = "(...caught, and raised again by...)"
    private static let raise = "[C]: in function 'error'"

    static let ways: [Way] = [
        Way(
            "coroutine.wrap",
            "local function inside()\n  error('deep')\nend\n"
                + "local co = coroutine.wrap(function()\n  inside()\nend)\n"
                + "local function outside()\n  co()\nend\noutside()",
            [
                raise, "a.lua:2: in function 'inside'", "a.lua:5: in function <a.lua:4>", resumed,
                "[C]: in function 'wrapped coroutine'", "a.lua:8: in function 'outside'",
                "a.lua:10: in main chunk",
            ]),
        Way(
            "coroutine.resume, and the error raised again",
            "local co = coroutine.create(function()\n  local none\n  return none.field\nend)\n"
                + "local ok, why = coroutine.resume(co)\nif not ok then\n  error(why, 0)\nend",
            [
                "a.lua:3: in function <a.lua:1>", resumed, raise, "a.lua:7: in main chunk",
            ]),
        Way(
            "one coroutine inside another, with words put before the message",
            "local function outer()\n  local inner = coroutine.create(function()\n"
                + "    error('core')\n  end)\n  local ok, why = coroutine.resume(inner)\n"
                + "  error('in outer: ' .. why)\nend\nlocal run = coroutine.wrap(outer)\nrun()",
            [
                raise, "a.lua:3: in function <a.lua:2>", resumed, raise,
                "a.lua:6: in function 'outer'", resumed, "[C]: in function 'wrapped coroutine'",
                "a.lua:9: in main chunk",
            ]),
        Way(
            "pcall, and the error raised again",
            "local function parse(text)\n  error('not a number: ' .. text)\nend\n"
                + "local function read(text)\n  local ok, why = pcall(parse, text)\n"
                + "  if not ok then error('line 1: ' .. why) end\nend\nread('x')",
            [
                raise, "a.lua:2: in function 'parse'", caught, raise,
                "a.lua:6: in function 'read'", "a.lua:8: in main chunk",
            ]),
        Way(
            "xpcall with a handler, and the error raised again",
            "local function fail()\n  error('first')\nend\n"
                + "local ok, why = xpcall(fail, function(message)\n"
                + "  return 'handled ' .. message\nend)\nerror(why, 0)",
            [raise, "a.lua:2: in function 'fail'", caught, raise, "a.lua:7: in main chunk"]),
        Way(
            "another error after one that was caught",
            "pcall(function()\n  error('one thing')\nend)\n\nerror('something else')",
            [raise, "a.lua:5: in main chunk"]),
        Way(
            "a sort comparator",
            "local function less(a, b)\n  return a.n < b\nend\nlocal list = { 1, 2 }\n"
                + "table.sort(list, less)",
            [
                "a.lua:2: in function 'less'", "[C]: in function 'table.sort'",
                "a.lua:5: in main chunk",
            ]),
        Way(
            "a gsub callback",
            "local rules = {}\nfunction rules.upper(word)\n  return word.x.y\nend\n"
                + "local text = ('ab'):gsub('%w', rules.upper)",
            [
                "a.lua:3: in function 'rules.upper'", "[C]: in function 'string.gsub'",
                "a.lua:5: in main chunk",
            ]),
        Way(
            "a metamethod",
            "local meta = {\n  __add = function(a, b)\n    error('no sums')\n  end,\n}\n"
                + "local value = setmetatable({}, meta)\nlocal function sum()\n"
                + "  return value + 1\nend\nlocal s = sum()",
            [
                raise, "a.lua:3: in function '__add'", "a.lua:8: in function 'sum'",
                "a.lua:10: in main chunk",
            ]),
        Way(
            "loaded text",
            "local check = load('local x = ...\\nreturn x.y.z', '=rule')\nlocal function use()\n"
                + "  return (check({}))\nend\nlocal r = use()",
            ["rule:2: in main chunk", "a.lua:3: in function 'use'", "a.lua:5: in main chunk"]),
        Way(
            "a tail call, and a library function that is given to pcall",
            "local function fail()\n  error('end')\nend\nlocal function go()\n"
                + "  return fail()\nend\ngo()",
            [
                raise, "a.lua:2: in function 'fail'", "(...tail calls...)",
                "a.lua:7: in main chunk",
            ]),
        Way(
            "math and the streams of a for loop",
            "for word in ('a b'):gmatch('%a') do\n  local n = math.floor(word)\nend",
            ["[C]: in function 'math.floor'", "a.lua:2: in main chunk"]),
    ]

    @Test("every way to an error is told frame by frame, innermost first", arguments: ways)
    func frames(way: Way) throws {
        let fault = try Self.fault(way.text)
        #expect(fault.kind == .error)
        #expect(Self.lines(fault) == way.frames, "\(fault.traceback)")
        #expect(!fault.description.contains("0x"))
        #expect(!fault.description.contains("__fuel") && !fault.description.contains("__tick"))
    }

    @Test("a kill is told through coroutines, sort and pcall, too")
    func kills() throws {
        let text =
            "local function spin()\n  while true do end\nend\n"
            + "local co = coroutine.wrap(function()\n  table.sort({ 2, 1, 3 }, function()\n"
            + "    pcall(spin)\n  end)\nend)\nco()"
        let fault = try Self.fault(text, fuel: 30_000)
        #expect(fault.kind == .fuel)
        #expect(
            Self.lines(fault) == [
                "a.lua:2: in function 'spin'", "[C]: in function 'pcall'",
                "a.lua:6: in function <a.lua:5>", "[C]: in function 'table.sort'",
                "a.lua:5: in function <a.lua:4>", Self.resumed,
                "[C]: in function 'wrapped coroutine'", "a.lua:9: in main chunk",
            ], "\(fault.traceback)")
    }

    @Test("the allocator's kill in a coroutine is told through the coroutine")
    func allocation() throws {
        let text =
            "local co = coroutine.wrap(function()\n  local list = {}\n"
            + "  for i = 1, 100000 do list[i] = {} end\nend)\nco()"
        let fault = try Self.fault(text, fuel: 30_000)
        #expect(fault.kind == .fuel && fault.line == 3)
        #expect(Self.lines(fault).first == "a.lua:3: in function <a.lua:1>")
        #expect(Self.lines(fault).last == "a.lua:5: in main chunk")
    }

    @Test("an error in observe shows the game's way, the host call, and the strategy's way")
    func observe() throws {
        let rounds = InlineRounds(
            decide: "return look(seen)", observe: "return show(state)",
            strategyHead: "local function look(seen)\n  return seen.view.card\nend",
            gameHead: "local function show(state)\n  return state.hand.first\nend")
        let fault = try #require(try rounds.fault())
        #expect(fault.role == .game && fault.call == "observe" && fault.line == 2)
        #expect(
            Self.lines(fault) == [
                "games/inline/game.lua:2: in function 'show'", "(...tail calls...)",
                "[host]: in 'seen.view'", "strategies/inline.lua:2: in function 'look'",
                "(...tail calls...)",
            ], "\(fault.traceback)")
    }

    @Test("a view that is no plain data shows who asked for it")
    func view() throws {
        let rounds = InlineRounds(
            decide: "local v = seen.view return v", observe: "return { f = print }")
        let fault = try #require(try rounds.fault())
        #expect(fault.kind == .contract && fault.role == .game)
        #expect(Self.lines(fault).first == "[host]: in 'seen.view'")
        #expect(Self.lines(fault).last?.contains("in function 'decide'") == true)
    }

    @Test("a long way is cut in the middle, by frames and by bytes")
    func bounded() throws {
        let deep = try Self.fault(
            "local function down(n)\n  if n == 0 then error('bottom') end\n  down(n - 1)\n"
                + "  return n\nend\ndown(5000)")
        let lines = Self.lines(deep)
        #expect(lines.count == 21, "\(deep.traceback)")
        #expect(lines.first == Self.raise && lines.last == "a.lua:6: in main chunk")
        #expect(lines.contains("...\t(skipping 4983 levels)"), "\(lines)")
        let nested = try Self.fault(
            "local function nest(n)\n  if n == 0 then error('core') end\n"
                + "  coroutine.wrap(nest)(n - 1)\nend\nnest(40)")
        #expect(nested.traceback.utf8.count < 5000)
        #expect(Self.lines(nested).first == Self.raise)
        #expect(Self.lines(nested).last == "a.lua:5: in main chunk")
        #expect(nested.traceback.contains("..."))
    }

    @Test("thousands of caught errors cost no more than the first few, and leave no trace")
    func manyCaught() throws {
        let fault = try Self.fault(
            "for i = 1, 2000 do\n  pcall(error, 'number ' .. i)\nend\nerror('the last one')")
        #expect(Self.lines(fault) == [Self.raise, "a.lua:4: in main chunk"])
    }
}
