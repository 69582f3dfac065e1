// Plain data: what memory, state, views and manifests are made of, as Swift values.
//
// The byte form is stated in CLuaBridge/convert.h; this file reads and writes the same form.
internal import Encoding

/// A value that can leave a Lua state.
public indirect enum PlainData: Hashable, Sendable {
    case none
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    /// A string that is not valid UTF-8.
    case bytes([UInt8])
    case list([PlainData])
    /// Entries in canonical order of their keys.
    case map([Entry])
    /// A function, in a manifest only.
    case function

    /// One entry of a table that is not a list.
    public struct Entry: Hashable, Sendable {
        public var key: PlainData
        public var value: PlainData

        public init(key: PlainData, value: PlainData) {
            self.key = key
            self.value = value
        }
    }

    /// The value of a text key; `nil` when this is no map or has no such key. An empty Lua table
    /// is a list, so it has no keys.
    public subscript(key: String) -> PlainData? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == .text(key) }?.value
    }

    /// What it is, for messages: "a list", "the text \"abc\"".
    public var kind: String {
        switch self {
        case .none: "nil"
        case .flag(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .number(let value): "the number \(value)"
        case .text(let value): "the text \"\(value.prefix(40))\""
        case .bytes: "a string that is not UTF-8"
        case .list(let items): items.isEmpty ? "an empty table" : "a list"
        case .map: "a table"
        case .function: "a function"
        }
    }
}

extension PlainData {
    /// Reads the byte form. `nil` when the bytes are not in it.
    public init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        guard let value = PlainData.read(&reader, depth: 0), reader.remaining == 0 else {
            return nil
        }
        self = value
    }

    /// The byte form. Maps are written as they are: give their entries in canonical order.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    private static let depthMax = 64

    private static func read(_ reader: inout ByteReader, depth: Int) -> PlainData? {
        guard depth < depthMax, let tag = try? reader.read(UInt8.self) else { return nil }
        switch tag {
        case 0: return PlainData.none
        case 1: return .flag(false)
        case 2: return .flag(true)
        case 3: return (try? reader.readSignedVarint()).map { .integer($0) }
        case 4: return (try? reader.read(UInt64.self)).map { .number(Double(bitPattern: $0)) }
        case 5:
            guard let bytes = try? reader.readBytes(countMax: 1 << 20) else { return nil }
            return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes(bytes)
        case 6: return readList(&reader, depth: depth)
        case 7: return readMap(&reader, depth: depth)
        case 8: return .function
        default: return nil
        }
    }

    private static func readList(_ reader: inout ByteReader, depth: Int) -> PlainData? {
        guard let count = readCount(&reader) else { return nil }
        var items: [PlainData] = []
        for _ in 0..<count {
            guard let item = read(&reader, depth: depth + 1) else { return nil }
            items.append(item)
        }
        return .list(items)
    }

    private static func readMap(_ reader: inout ByteReader, depth: Int) -> PlainData? {
        guard let count = readCount(&reader) else { return nil }
        var entries: [Entry] = []
        for _ in 0..<count {
            guard let key = read(&reader, depth: depth + 1),
                let value = read(&reader, depth: depth + 1)
            else { return nil }
            entries.append(Entry(key: key, value: value))
        }
        return .map(entries)
    }

    // Every value takes at least one byte, so a larger count is a lie.
    private static func readCount(_ reader: inout ByteReader) -> Int? {
        guard let count = try? reader.readVarint(), count <= UInt64(reader.remaining) else {
            return nil
        }
        return Int(count)
    }

    private func write(to writer: inout ByteWriter) {
        switch self {
        case .none: writer.write(UInt8(0))
        case .flag(let value): writer.write(UInt8(value ? 2 : 1))
        case .integer(let value):
            writer.write(UInt8(3))
            writer.writeSignedVarint(value)
        case .number(let value):
            writer.write(UInt8(4))
            writer.write(value.isNaN ? 0x7ff8_0000_0000_0000 : value.bitPattern)
        case .text(let value):
            writer.write(UInt8(5))
            writer.writeString(value)
        case .bytes(let value):
            writer.write(UInt8(5))
            writer.writeBytes(value)
        case .list(let items):
            writer.write(UInt8(6))
            writer.writeVarint(UInt64(items.count))
            for item in items { item.write(to: &writer) }
        case .map(let entries):
            writer.write(UInt8(7))
            writer.writeVarint(UInt64(entries.count))
            for entry in entries {
                entry.key.write(to: &writer)
                entry.value.write(to: &writer)
            }
        case .function: writer.write(UInt8(8))
        }
    }
}

extension PlainData: CustomStringConvertible {
    /// As a Lua author writes it: `{ player = 12, cards = { "A", "T" } }`.
    public var description: String {
        switch self {
        case .none: return "nil"
        case .flag(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .number(let value): return "\(value)"
        case .text(let value): return "\"\(value)\""
        case .bytes(let value): return "<\(value.count) bytes>"
        case .list(let items):
            return items.isEmpty
                ? "{}" : "{ " + items.map(\.description).joined(separator: ", ") + " }"
        case .map(let entries):
            let parts = entries.map { entry in
                if case .text(let name) = entry.key { return "\(name) = \(entry.value)" }
                return "[\(entry.key)] = \(entry.value)"
            }
            return "{ " + parts.joined(separator: ", ") + " }"
        case .function: return "function"
        }
    }
}
