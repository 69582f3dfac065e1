// Goal: a plugin file may begin with a byte order mark and with a line for the shell, as stock Lua
// reads files (luaL_loadfilex), and lines keep their numbers.
// Method: the same small plugin behind each beginning; an error on a known line.

import Testing

@testable import Scripting

@Suite("Beginning of a plugin file")
struct FileBeginningTests {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func load(_ beginning: [UInt8], _ text: String) throws -> String {
        let plugin = try Plugin.load(text: beginning + Array(text.utf8), file: "a.lua")
        return "\(try plugin.manifest()["name"] ?? .none)"
    }

    @Test(
        "a mark, a line for the shell, and both are passed over",
        arguments: [
            [], mark, Array("#!/usr/bin/env lua\n".utf8), mark + Array("# anything\n".utf8),
            Array("#\r\n".utf8), mark + Array("#!\"[[ -- \0\n".utf8),
        ])
    func passedOver(beginning: [UInt8]) throws {
        let plain = try Self.load([], "return { name = 'x' }")
        #expect(try Self.load(beginning, "return { name = 'x' }") == plain)
        let fault = #expect(throws: PluginFault.self) {
            try Self.load(beginning, "\n\nerror('here')")
        }
        let above = beginning.count { $0 == 10 }
        #expect(fault?.line == 3 + above)
        #expect(fault?.message == "here")
        #expect(fault?.traceback.contains("a.lua:\(3 + above): in main chunk") == true)
        let syntax = #expect(throws: PluginFault.self) { try Self.load(beginning, "\nx = ") }
        #expect(syntax?.kind == .syntax && syntax?.line == 2 + above)
    }

    @Test("what stock Lua refuses stays refused")
    func refused() throws {
        for (beginning, text) in [
            (Self.mark + Self.mark, "return {}"), ([0xEF, 0xBB], "return {}"),
            ([0x20], "#!lua\nreturn {}"), ([0x0A], "#!lua\nreturn {}"),
            (Array("#!lua\n#again\n".utf8), "return {}"),
            (Self.mark, "\u{1B}Lua"), (Array("#!lua\n".utf8), "\u{1B}Lua"),
        ] as [([UInt8], String)] {
            let fault = #expect(throws: PluginFault.self) { try Self.load(beginning, text) }
            #expect(fault?.kind == .syntax, "\(beginning)")
        }
        // Nothing but a line for the shell is a chunk that returns nothing.
        let empty = #expect(throws: PluginFault.self) { try Self.load([], "#!lua") }
        #expect(empty?.kind == .contract)
        // A text given to `load` is no file.
        let sandbox = try Plugin.sandbox(file: "a.lua")
        let loaded = try sandbox.evaluate(
            "return load('#!lua\\nreturn 1'), load('\\xEF\\xBB\\xBFreturn 1')", file: "a.lua",
            fuel: 10_000)
        #expect(loaded.results == "nil\tnil" || loaded.results.hasPrefix("nil\t"))
    }
}
