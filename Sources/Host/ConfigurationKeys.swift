// Keys of stratagem.yaml that nobody reads are refused: a misspelt one would be a rule that silently
// does not hold.
internal import Play
private import Scripting
internal import Yams

/// Checks the keys of a configuration before it is decoded.
enum ConfigurationKeys {
    /// Throws `INVALID_INPUT` with file, line and the nearest key.
    static func check(_ root: Node, file: String) throws(PlayError) {
        let top = HostConfiguration.CodingKeys.allCases.map(\.rawValue)
        try check(root, allowed: top, within: "the file", file: file)
        if let rules = root["isolation"], let list = rules.sequence {
            for rule in list {
                try check(rule, allowed: ["plugins", "tier"], within: "a rule", file: file)
            }
        }
        if let limits = root["isolation_limits"] {
            let keys = HostConfiguration.IsolationLimits.CodingKeys.allCases.map(\.rawValue)
            try check(limits, allowed: keys, within: "isolation_limits", file: file)
        }
        if let storage = root["storage"] {
            let keys = HostConfiguration.StoreLimits.CodingKeys.allCases.map(\.rawValue)
            try check(storage, allowed: keys, within: "storage", file: file)
        }
        if let segments = root["segments"] {
            let keys = SegmentRules.CodingKeys.allCases.map(\.rawValue)
            try check(segments, allowed: keys, within: "segments", file: file)
        }
    }

    private static func check(
        _ node: Node, allowed: [String], within place: String, file: String
    ) throws(PlayError) {
        guard let mapping = node.mapping else {
            throw PlayError(
                .invalidInput,
                "\(file):\(line(of: node)): \(place) must be a table with "
                    + allowed.joined(separator: ", "))
        }
        for key in mapping.keys where !allowed.contains(key.string ?? "") {
            let name = key.string ?? "a key that is not text"
            let near = Spelling.nearest(to: name, in: allowed)
            let hint =
                near.map { "did you mean \($0)?" } ?? "there are " + allowed.joined(separator: ", ")
            throw PlayError(
                .invalidInput,
                "\(file):\(line(of: key)): there is no \"\(name)\" in \(place); \(hint)")
        }
    }

    private static func line(of node: Node) -> Int { node.mark?.line ?? 1 }

    /// Where and what a value is that has the wrong form.
    static func text(of error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            return place(context.codingPath) + context.debugDescription
        case .keyNotFound(let key, let context):
            return place(context.codingPath) + "\(key.stringValue) is missing"
        @unknown default: return "\(error)"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "" }
        let names = path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }
        return names.joined(separator: ".") + ": "
    }
}
