// From the fixed-size record of the C side to a PluginFault.
internal import CLuaBridge

extension PluginFault {
    /// Reads a filled record. The place is taken from the message ("file:12: ...") or, for a kill,
    /// from the first line of the traceback that lies in the plugin's file.
    init(_ record: sg_fault, file: String) {
        var record = record
        let message = text(of: &record.message)
        let frames = PluginFault.frames(text(of: &record.traceback))
        let (line, sentence) = PluginFault.split(message, file: file)
        self.init(
            kind: Kind(code: record.kind),
            role: record.role == SG_ROLE_STRATEGY
                ? .strategy : record.role == SG_ROLE_GAME ? .game : nil,
            file: file,
            line: line ?? PluginFault.line(in: frames, file: file)
                ?? (record.line > 0 ? Int(record.line) : nil),
            call: text(of: &record.call),
            message: sentence,
            traceback: frames.joined(separator: "\n"),
            fuelUsed: record.fuel_used,
            fuelBudget: record.fuel_budget,
            exhausted: ExhaustedBudget(record, file: file))
    }

    /// "strategies/flat.lua:12: text" -> (12, "text").
    static func split(_ message: String, file: String) -> (line: Int?, sentence: String) {
        let shown = shownName(of: file)
        guard message.hasPrefix(shown + ":") else { return (nil, message) }
        let rest = message.dropFirst(shown.count + 1)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let after = rest.dropFirst(digits.count)
        guard let line = Int(digits), after.hasPrefix(":") else {
            return (nil, String(rest.drop { $0 == " " }))
        }
        return (line, String(after.dropFirst().drop { $0 == " " }))
    }

    /// Lua shows at most 59 bytes of a chunk's name: "..." and the end of a longer one
    /// (LUA_IDSIZE in luaconf.h, luaO_chunkid in lobject.c).
    static func shownName(of file: String) -> String {
        guard file.utf8.count > 59 else { return file }
        return "..." + String(decoding: file.utf8.suffix(56), as: UTF8.self)
    }

    /// The lines of a traceback.
    private static func frames(_ traceback: String) -> [String] {
        traceback.split(separator: "\n").map { "  " + $0 }
    }

    private static func line(in frames: [String], file: String) -> Int? {
        for frame in frames {
            let trimmed = String(frame.drop { $0 == " " || $0 == "\t" })
            if let line = split(trimmed, file: file).line { return line }
        }
        return nil
    }
}

extension PluginFault.Kind {
    init(code: Int32) {
        switch sg_fault_kind(UInt32(bitPattern: code)) {
        case SG_FAULT_SYNTAX: self = .syntax
        case SG_FAULT_FUEL: self = .fuel
        case SG_FAULT_MEMORY: self = .memory
        case SG_FAULT_WALL: self = .wallTime
        case SG_FAULT_LOG: self = .log
        case SG_FAULT_HOST_CALLS: self = .hostCalls
        case SG_FAULT_CONTRACT: self = .contract
        case SG_FAULT_DATA: self = .data
        case SG_FAULT_ABORTED: self = .aborted
        case SG_FAULT_PROCESS: self = .process
        default: self = .error
        }
    }
}

/// The text of a fixed-size C array, up to its NUL; bytes that are not UTF-8 are replaced, and
/// control characters made visible.
func text<Value>(of field: inout Value) -> String {
    unsafe withUnsafeBytes(of: &field) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).printable
    }
}
