// Goal: every value comes back from its bytes, the bytes are those of the stated format, and
// hostile bytes are refused with their offset, never trapped on.
// Method: bytes worked out in Python, the edges of every width, random sequences of values, every
// truncation, and random bytes read in random ways.

import Encoding
import SeededRandom
import Testing

@Suite("Byte writer and reader")
struct ByteReaderTests {
    @Test("fixed integers are little-endian and come back at their edges")
    func fixedIntegers() throws {
        var writer = ByteWriter()
        writer.write(UInt8(0xAB))
        writer.write(UInt16(0x1234))
        writer.write(UInt32(0x1234_5678))
        writer.write(UInt64(0x0102_0304_0506_0708))
        writer.write(Int8(-1))
        writer.write(Int16.min)
        writer.write(Int32(-2))
        writer.write(Int64.min)
        #expect(
            writer.bytes
                == bytes(hex: "ab3412785634120807060504030201ff0080feffffff")
                + bytes(hex: "0000000000000080"))
        var reader = ByteReader(writer.bytes)
        #expect(try reader.read(UInt8.self) == 0xAB)
        #expect(try reader.read(UInt16.self) == 0x1234)
        #expect(try reader.read(UInt32.self) == 0x1234_5678)
        #expect(try reader.read(UInt64.self) == 0x0102_0304_0506_0708)
        #expect(try reader.read(Int8.self) == -1)
        #expect(try reader.read(Int16.self) == .min)
        #expect(try reader.read(Int32.self) == -2)
        #expect(try reader.read(Int64.self) == .min)
        try reader.finish()
    }

    @Test(
        "varints have the bytes of LEB128",
        arguments: [
            (UInt64(0), "00"), (1, "01"), (127, "7f"), (128, "8001"), (300, "ac02"),
            (16_383, "ff7f"), (16_384, "808001"), (4_294_967_295, "ffffffff0f"),
            (9_223_372_036_854_775_808, "80808080808080808001"), (.max, "ffffffffffffffffff01"),
        ])
    func varints(value: UInt64, hex: String) throws {
        var writer = ByteWriter()
        writer.writeVarint(value)
        #expect(writer.bytes == bytes(hex: hex))
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readVarint() == value)
        try reader.finish()
    }

    @Test(
        "signed varints are zigzag",
        arguments: [
            (Int64(0), "00"), (-1, "01"), (1, "02"), (-2, "03"), (2_147_483_647, "feffffff0f"),
            (-2_147_483_648, "ffffffff0f"), (.max, "feffffffffffffffff01"),
            (.min, "ffffffffffffffffff01"),
        ])
    func signedVarints(value: Int64, hex: String) throws {
        var writer = ByteWriter()
        writer.writeSignedVarint(value)
        #expect(writer.bytes == bytes(hex: hex))
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readSignedVarint() == value)
    }

    @Test(
        "a varint that is too long, over 64 bits or padded is refused",
        arguments: [
            "8000", "808000", "ff00", "ffffffffffffffffff02", "80808080808080808080",
            "8080808080808080808001", "ffffffffffffffffffff01", "80808080808080808000",
        ])
    func malformedVarints(hex: String) {
        var reader = ByteReader([9] + bytes(hex: hex))
        #expect(throws: Never.self) { try reader.read(UInt8.self) }
        let error = #expect(throws: EncodingError.self) { try reader.readVarint() }
        #expect(error?.code == .malformed)
        #expect(error?.offset == 1)
        #expect(reader.offset == 1)
    }

    @Test("bytes and strings carry their count, and are read back whole")
    func counted() throws {
        var writer = ByteWriter(capacity: 16)
        writer.writeBytes([1, 2, 3])
        writer.writeString("né\u{0}")
        writer.writeString("")
        writer.append([7, 8])
        #expect(writer.bytes == bytes(hex: "03010203046ec3a900000708"))
        #expect(writer.count == 12)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readBytes(countMax: 3) == [1, 2, 3])
        #expect(try reader.readString(bytesMax: 4) == "né\u{0}")
        #expect(try reader.readString(bytesMax: 0) == "")
        #expect(try reader.read(count: 2) == [7, 8])
        #expect(try reader.read(count: 0) == [])
        #expect(reader.remaining == 0)
        try reader.finish()
    }

    @Test("a declared count over the maximum is refused before anything is read")
    func tooLong() {
        for hex in ["04aabbccdd", "ffffffffffffffffff01", "ffffffff07"] {
            var reader = ByteReader(bytes(hex: hex))
            let error = #expect(throws: EncodingError.self) { try reader.readBytes(countMax: 3) }
            #expect(error?.code == .tooLong)
            #expect(reader.offset == 0)
        }
    }

    @Test(
        "a string that is not UTF-8 is refused", arguments: ["01ff", "02c3", "03eda080", "02c080"])
    func malformedText(hex: String) {
        let isCut = hex == "02c3"
        var reader = ByteReader(bytes(hex: hex))
        let error = #expect(throws: EncodingError.self) { try reader.readString(bytesMax: 9) }
        #expect(error?.code == (isCut ? .truncated : .malformed))
        #expect(reader.offset == 0)
    }

    @Test("a read past the end is refused, moves nothing, and says where and what")
    func truncated() {
        var reader = ByteReader([1, 2, 3])
        #expect(throws: Never.self) { try reader.read(UInt8.self) }
        let reads: [(inout ByteReader) throws -> Void] = [
            { _ = try $0.read(UInt32.self) }, { _ = try $0.read(Int64.self) },
            { _ = try $0.read(count: 3) }, { _ = try $0.read(count: .max) },
            { _ = try $0.readBytes(countMax: 9) }, { _ = try $0.readString(bytesMax: 9) },
        ]
        for read in reads {
            let error = #expect(throws: EncodingError.self) { try read(&reader) }
            #expect(error?.code == .truncated)
            #expect(reader.offset == 1)
        }
        let error = #expect(throws: EncodingError.self) { try reader.read(UInt32.self) }
        #expect(
            error?.description
                == "The bytes end before an integer of 4 bytes at offset 1 (2 are left): read the "
                + "whole input.")
        var cut = ByteReader([0xFF, 0xFF])
        let varint = #expect(throws: EncodingError.self) { try cut.readVarint() }
        #expect(varint?.code == .truncated)
        let trailing = #expect(throws: EncodingError.self) { try reader.finish() }
        #expect(trailing?.code == .trailingBytes)
        #expect(trailing?.offset == 1)
    }

    private enum Value: Equatable {
        case fixed(UInt32)
        case varint(UInt64)
        case signed(Int64)
        case bytes([UInt8])
        case text(String)

        func write(to writer: inout ByteWriter) {
            switch self {
            case .fixed(let value): writer.write(value)
            case .varint(let value): writer.writeVarint(value)
            case .signed(let value): writer.writeSignedVarint(value)
            case .bytes(let value): writer.writeBytes(value)
            case .text(let value): writer.writeString(value)
            }
        }

        /// Reads a value of the same kind.
        func readAlike(from reader: inout ByteReader) throws(EncodingError) -> Value {
            switch self {
            case .fixed: .fixed(try reader.read(UInt32.self))
            case .varint: .varint(try reader.readVarint())
            case .signed: .signed(try reader.readSignedVarint())
            case .bytes: .bytes(try reader.readBytes(countMax: 300))
            case .text: .text(try reader.readString(bytesMax: 300))
            }
        }

        static func random(using generator: inout SeededGenerator) -> Value {
            let wide = generator.next() >> UInt64.random(in: 0...63, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return .fixed(UInt32(truncatingIfNeeded: wide))
            case 1: return .varint(wide)
            case 2: return .signed(Int64(bitPattern: wide))
            case 3: return .bytes(pattern(Int(wide % 200)))
            default: return .text(String(repeating: "aé₤", count: Int(wide % 9)))
            }
        }
    }

    @Test("random sequences of values come back, and no cut of their bytes is read as the whole")
    func sequences() throws {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<2_000 {
            let values = (0..<8).map { _ in Value.random(using: &generator) }
            var writer = ByteWriter()
            for value in values { value.write(to: &writer) }
            var reader = ByteReader(writer.bytes)
            for value in values { try #require(try value.readAlike(from: &reader) == value) }
            try reader.finish()
            let cut = Int.random(in: 0..<writer.count, using: &generator)
            var short = ByteReader(Array(writer.bytes.prefix(cut)))
            let error = #expect(throws: EncodingError.self) {
                for value in values { _ = try value.readAlike(from: &short) }
            }
            #expect(error?.code == .truncated)
        }
    }

    @Test("random bytes read in random ways are read or refused, and what is read writes back")
    func hostileBytes() {
        var generator = SeededGenerator(seed: 32)
        var isRead = 0
        for _ in 0..<50_000 {
            let noise = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                UInt8(
                    truncatingIfNeeded: generator.next() >> UInt64(generator.chance(50) ? 56 : 60))
            }
            var reader = ByteReader(noise)
            while reader.remaining > 0 {
                let start = reader.offset
                let kind = Value.random(using: &generator)
                guard let value = try? kind.readAlike(from: &reader) else {
                    #expect(reader.offset == start)
                    break
                }
                isRead += 1
                var writer = ByteWriter()
                value.write(to: &writer)
                #expect(writer.bytes == Array(noise[start..<reader.offset]))
            }
        }
        #expect(isRead > 50_000)
    }
}
