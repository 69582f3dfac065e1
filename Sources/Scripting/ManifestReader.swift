// Reading a manifest field by field; each refusal names the file, the line and what to write.

/// The table a plugin returned, with the text it came from, so that a wrong field has a line.
struct ManifestReader {
    /// Entries of one list and fields of a manifest: work that grows with their square stays below
    /// a few milliseconds.
    static let entriesMax = 1000

    let data: PlainData
    let file: String
    let lines: [Substring]

    init(data: PlainData, file: String, text: [UInt8]) {
        self.data = data
        self.file = file
        self.lines = String(decoding: text, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A refusal at the line where the field is set, or at the returned table.
    func wrong(_ field: String, inside outer: String? = nil, _ message: String) -> PluginFault {
        PluginFault(
            kind: .contract, role: nil, file: file,
            line: line(of: field) ?? outer.flatMap { line(of: $0) } ?? returnLine, call: "load",
            message: message)
    }

    /// The first line that sets the field: "  name = ...".
    private func line(of field: String) -> Int? {
        lines.firstIndex { line in
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            guard trimmed.hasPrefix(field) else { return false }
            return trimmed.dropFirst(field.count).drop { $0 == " " }.first == "="
        }.map { $0 + 1 }
    }

    private var returnLine: Int? {
        lines.lastIndex { $0.hasPrefix("return") }.map { $0 + 1 }
    }

    /// A text of at most `bytesMax` bytes.
    func text(_ field: String, bytesMax: Int = 128) throws(PluginFault) -> String {
        switch data[field] {
        case .text(let value)? where !value.isEmpty && value.utf8.count <= bytesMax: return value
        case .text(let value)? where value.isEmpty:
            throw wrong(field, "\(field) is empty; write \(field) = \"...\"")
        case .text?: throw wrong(field, "\(field) is longer than \(bytesMax) bytes")
        case nil: throw wrong(field, "\(field) is missing; write \(field) = \"...\"")
        case let other?: throw wrong(field, "\(field) is \(other.kind); it must be a text")
        }
    }

    /// A list of texts; `nil` when the field is missing.
    func texts(_ field: String, bytesMax: Int = 40) throws(PluginFault) -> [String]? {
        guard let value = data[field] else { return nil }
        guard case .list(let items) = value else {
            throw wrong(field, "\(field) is \(value.kind); it must be a list of texts")
        }
        guard items.count <= ManifestReader.entriesMax else {
            throw wrong(
                field,
                "\(field) lists \(items.count) texts; at most \(ManifestReader.entriesMax) fit")
        }
        var texts: [String] = []
        for (index, item) in items.enumerated() {
            guard case .text(let text) = item, !text.isEmpty, text.utf8.count <= bytesMax,
                !text.utf8.contains(0)
            else {
                throw wrong(
                    field,
                    "\(field)[\(index + 1)] is \(item.kind); it must be a text of 1 to "
                        + "\(bytesMax) bytes")
            }
            guard !texts.contains(text) else {
                throw wrong(field, "\(field) lists \"\(text)\" twice")
            }
            texts.append(text)
        }
        return texts
    }

    func requireFunction(_ field: String, _ shape: String) throws(PluginFault) {
        guard data[field] != .function else { return }
        let found = data[field].map { "\(field) is \($0.kind)" } ?? "\(field) is missing"
        throw wrong(field, "\(found); write \(field) = \(shape)")
    }

    func optionalFunction(_ field: String) throws(PluginFault) -> Bool {
        switch data[field] {
        case nil: return false
        case .function?: return true
        case let other?: throw wrong(field, "\(field) is \(other.kind); it must be a function")
        }
    }

    /// The version of the plugin contract that this host speaks.
    func requireInterface() throws(PluginFault) {
        guard data["api"] != .integer(1) else { return }
        let found = data["api"].map { "api is \($0.kind)" } ?? "api is missing"
        throw wrong("api", "\(found); this host speaks plugin interface 1: write api = 1")
    }

    /// Functions that the contract does not know are misspelt ones. Other fields may be data of
    /// the plugin's own, unless they look like a field of the contract that is not set.
    func refuseMisspelt(functions: [String], fields: [String]) throws(PluginFault) {
        guard case .map(let entries) = data else {
            throw wrong(
                "return",
                "the plugin returned \(data.kind); it returns its manifest: "
                    + "return { name = \"...\", version = \"1.0.0\", api = 1 }")
        }
        guard entries.count <= ManifestReader.entriesMax else {
            throw wrong(
                "return",
                "the manifest has \(entries.count) fields; at most "
                    + "\(ManifestReader.entriesMax) fit")
        }
        let missing = (fields + functions).filter { data[$0] == nil }
        for entry in entries {
            guard case .text(let name) = entry.key, !functions.contains(name),
                !fields.contains(name)
            else { continue }
            let isFunction = entry.value == .function
            let near = Spelling.nearest(to: name, in: isFunction ? functions : missing)
                .map { "; did you mean \($0)?" }
            if isFunction {
                throw wrong(
                    name, "the contract has no function \"\(name.prefix(40))\"\(near ?? "")")
            } else if let near {
                throw wrong(name, "the contract has no field \"\(name)\"\(near)")
            }
        }
    }
}
