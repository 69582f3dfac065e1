// Goal: memory and state leave a Lua state as plain data and come back as the same data; what is
// not plain is refused with its place; equal data has equal bytes; hostile bytes never trap.
// Method: values through start, save and restore; one refusal for each rule; the same table built
// in many orders; every bit of an encoding flipped, and random bytes.

import SeededRandom
import Testing

@testable import Scripting

@Suite("Plain data")
struct PlainDataTests {
    /// A plugin whose `start` returns this Lua expression.
    private static func plugin(_ expression: String, head: String = "") throws -> Plugin {
        let text = "\(head) return { start = function(ctx) return \(expression) end }"
        return try Plugin.load(text: Array(text.utf8), file: "a.lua")
    }

    private static func saved(_ expression: String, head: String = "") throws -> [UInt8] {
        let plugin = try plugin(expression, head: head)
        try plugin.start(context: .list([]))
        return try plugin.save(as: "memory")
    }

    private static let values = [
        "{}", "{ 1, 2, 3 }", "{ a = 1, b = { c = 'x' } }", "{ [1] = 'a', [3] = 'c' }",
        "{ math.maxinteger, math.mininteger, 0, -1, 63, 64, -64, -65 }",
        "{ 0.5, -0.0, 1e308, 5e-324, math.huge, -math.huge, 2^53 }", "{ true, false }",
        "{ '', 'text', ('x'):rep(1000), '\\0\\xff\\xfe', '\\u{20AC}' }",
        "{ [true] = 1, [false] = 2 }",
        "{ [0.5] = 'half', [-1] = 'minus', [1 << 60] = 'big', name = 'n' }",
        "{ { { { { { { {} } } } } } } }", "{ [''] = {} }",
    ]

    @Test("what is saved is read by Swift and restored to the same bytes", arguments: values)
    func roundTrip(expression: String) throws {
        let bytes = try Self.saved(expression)
        let value = try #require(PlainData(encoded: bytes))
        #expect(value.encoded == bytes)
        let other = try Self.plugin("{}")
        try other.restore(bytes)
        #expect(try other.save(as: "memory") == bytes)
    }

    @Test("the bytes are those of the stated form")
    func bytes() throws {
        #expect(try Self.saved("{}") == [6, 0])
        #expect(try Self.saved("{ 1, -1, true, false }") == [6, 4, 3, 2, 3, 1, 2, 1])
        #expect(
            try Self.saved("{ b = 'x', [2] = 1.5 }") == [
                7, 2, 3, 4, 4, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 5, 1, 98, 5, 1, 120,
            ])
    }

    @Test("ctx arrives as it was given")
    func context() throws {
        let context = PlainData.map([
            .init(key: .text("name"), value: .text("x")),
            .init(key: .text("stakes"), value: .list([.integer(5), .integer(10)])),
        ])
        let plugin = try Self.plugin("ctx")
        try plugin.start(context: context)
        #expect(PlainData(encoded: try plugin.save(as: "memory")) == context)
    }

    @Test("equal tables have equal bytes, in whatever order they were built")
    func canonicalOrder() throws {
        var random = SeededGenerator(seed: 11)
        let keys =
            (1...40).map { "['key\($0)']" } + (1...10).map { "[\($0 * 7)]" }
            + (1...5).map { "[\($0).5]" } + ["[true]", "[false]", "[-3]", "['']", "['\\xff']"]
        var encodings: Set<[UInt8]> = []
        for round in 0..<20 {
            let sets = keys.shuffled(using: &random).map { "t\($0) = 1" }.joined(separator: " ")
            let removals = (0..<round).map { "t['gone\($0)'] = 1 " }.joined()
            let gone = (0..<round).map { "t['gone\($0)'] = nil " }.joined()
            encodings.insert(
                try Self.saved(
                    "(function() local t = {} \(removals)\(sets) \(gone) return t end)()"))
        }
        #expect(encodings.count == 1)
    }

    @Test("keys come in canonical order: numbers, strings by bytes, booleans")
    func keyOrder() throws {
        let bytes = try Self.saved(
            "{ b = 1, a = 1, ['a\\0'] = 1, B = 1, [2] = 1, [-5] = 1, [0.5] = 1, [2^40] = 1, "
                + "[math.maxinteger] = 1, [math.mininteger] = 1, [1e300] = 1, [-1e300] = 1, "
                + "[true] = 1, [false] = 1, [''] = 1 }")
        guard case .map(let entries)? = PlainData(encoded: bytes) else {
            Issue.record("no map")
            return
        }
        #expect(
            entries.map { "\($0.key)" } == [
                "-1e+300", "-9223372036854775808", "-5", "0.5", "2", "1099511627776",
                "9223372036854775807", "1e+300", "\"\"", "\"B\"", "\"a\"", "\"a\0\"", "\"b\"",
                "false",
                "true",
            ])
    }

    @Test("every NaN becomes the one NaN")
    func nan() throws {
        let canonical: [UInt8] = [6, 1, 4, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
        for expression in [
            "{ 0/0 }", "{ -(0/0) }", "{ math.huge - math.huge }",
            "{ (string.unpack('<d', '\\1\\2\\3\\4\\5\\6\\xff\\xff')) }",
            "{ (string.unpack('<d', '\\1\\0\\0\\0\\0\\0\\xf0\\x7f')) }",
        ] {
            #expect(try Self.saved(expression) == canonical, "\(expression)")
        }
        #expect(PlainData.list([.number(-.nan)]).encoded == canonical)
    }

    @Test(
        "what is not plain is refused with its place",
        arguments: [
            ("{ print }", "memory[1] is a function: only numbers, strings, booleans and tables"),
            ("{ a = { b = { print } } }", "memory.a.b[1] is a function"),
            ("{ coroutine.create(print) }", "memory[1] can not be kept"),
            ("{ a = setmetatable({}, {}) }", "memory.a has a metatable: keep plain tables only"),
            ("setmetatable({}, {})", "memory has a metatable"),
            (
                "(function() local t = {} t.self = t return t end)()",
                "is nested more than 32 tables deep (or contains itself)"
            ),
            (
                "(function() local t = {} for _ = 1, 40 do t = { t } end return t end)()",
                "is nested more than 32 tables deep"
            ),
            ("{ [{}] = 1 }", "memory has a key that is not a number, string or boolean"),
            ("{ x = { [print] = 1 } }", "memory.x has a key that is not a number"),
            (
                "(function() local t = {} for i = 1, 300 do t[i] = {} for k = 1, 400 do "
                    + "t[i][k] = k end end return t end)()", "holds more than 100000 values"
            ),
            (
                "(function() local t, s = {}, ('x'):rep(1 << 19) for i = 1, 3 do t[i] = s end "
                    + "return t end)()", "is larger than 1 MiB"
            ),
            ("{ ('x'):rep(1 << 20) }", "is larger than 1 MiB"),
        ])
    func refused(expression: String, expected: String) throws {
        let fault = #expect(throws: PluginFault.self) { _ = try Self.saved(expression) }
        #expect(fault?.kind == .data)
        #expect(fault?.message.contains(expected) == true, "\(fault?.message ?? "none")")
        #expect(fault?.file == "a.lua")
    }

    @Test("just inside each limit is kept")
    func insideLimits() throws {
        let deep = "(function() local t = {} for _ = 1, 31 do t = { t } end return t end)()"
        #expect(try Self.saved(deep).count == 2 * 31 + 2)
        #expect(try Self.saved("{ ('x'):rep((1 << 20) - 100) }").count > 1_000_000)
        let wide =
            "(function() local t = {} for i = 1, 240 do t[i] = {} for k = 1, 400 do "
            + "t[i][k] = k end end return t end)()"
        #expect(try Self.saved(wide).count > 96_000)
    }

    @Test("a shared table is saved twice, not as one")
    func sharedTables() throws {
        let bytes = try Self.saved("(function() local a = { 7 } return { a, a } end)()")
        #expect(PlainData(encoded: bytes) == .list([.list([.integer(7)]), .list([.integer(7)])]))
    }

    @Test("flipped bits are refused or give other data, but never trap")
    func flippedBits() throws {
        let bytes = try Self.saved(
            "{ name = 'x', list = { 1, 2.5, true }, [3] = { deep = { {} } }, s = ('y'):rep(50) }")
        let plugin = try Self.plugin("{}")
        var accepted = 0
        for at in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[at] ^= 1 << bit
                let inSwift = PlainData(encoded: damaged)
                if inSwift.map({ _ = $0.description + $0.kind }) != nil { accepted += 1 }
                do throws(PluginFault) {
                    try plugin.restore(damaged)
                    _ = try? plugin.save(as: "memory")
                } catch {
                    #expect(error.kind == .data)
                    #expect(error.message == "the saved data is damaged")
                }
            }
        }
        #expect(accepted > 0)
        for cut in bytes.indices {
            #expect(PlainData(encoded: Array(bytes[..<cut])) == nil)
            #expect(throws: PluginFault.self) { try plugin.restore(Array(bytes[..<cut])) }
        }
        #expect(throws: PluginFault.self) { try plugin.restore(bytes + [0]) }
    }

    @Test("random and hostile bytes never trap and take little memory")
    func hostileBytes() throws {
        let plugin = try Self.plugin("{}")
        var random = SeededGenerator(seed: 5)
        var hostile: [[UInt8]] = (0..<3000).map { _ in
            (0..<Int.random(in: 0...60, using: &random)).map { _ in
                random.chance(70)
                    ? UInt8.random(in: 0...9, using: &random)
                    : UInt8.random(in: 0...255, using: &random)
            }
        }
        let lie: [UInt8] = [0x80, 0x80, 0x40]  // 1 << 20
        let filler = [UInt8](repeating: 0, count: 1 << 20)
        hostile += [
            Array(repeating: [UInt8(6), 1], count: 100_000).flatMap { $0 },
            Array(repeating: [6] + lie, count: 30).flatMap { $0 } + filler,
            Array(repeating: [7] + lie, count: 30).flatMap { $0 } + filler,
            [5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
            [6, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
            [7, 1, 0, 0], [7, 1, 4, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 0], [7, 1, 6, 0, 0],
        ]
        for bytes in hostile {
            _ = PlainData(encoded: bytes)
            do throws(PluginFault) {
                try plugin.restore(bytes)
            } catch {
                #expect(error.kind == .data)
            }
        }
        #expect(plugin.memoryBytes < 64 << 20)
        try plugin.restore([6, 0])
        #expect(try plugin.save(as: "memory") == [6, 0])
    }

    @Test("what is no table is never memory")
    func restoredScalars() throws {
        // A damaged store could hold any value: the next call sees it and fails by itself.
        let plugin = try Self.plugin("{}")
        for bytes: [UInt8] in [[0], [1], [3, 2], [5, 1, 65]] {
            do throws(PluginFault) {
                try plugin.restore(bytes)
                #expect(try plugin.save(as: "memory") == bytes)
            } catch {
                #expect(error.kind == .data)
            }
        }
    }

    @Test("text is shown as a Lua author writes it")
    func description() {
        let value = PlainData.map([
            .init(key: .integer(2), value: .flag(true)),
            .init(key: .text("cards"), value: .list([.text("A"), .number(0.5), .none])),
            .init(key: .text("raw"), value: .bytes([255, 254])),
            .init(key: .text("step"), value: .function),
        ])
        #expect(
            "\(value)"
                == "{ [2] = true, cards = { \"A\", 0.5, nil }, raw = <2 bytes>, step = function }")
        #expect(PlainData.list([]).kind == "an empty table" && "\(PlainData.list([]))" == "{}")
    }
}
