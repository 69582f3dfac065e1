// One parameter of a registered function.

/// A parameter, as the registry states it: `name?: type|type [low..high]`.
public struct LibraryParameter: Equatable, Sendable {
    public let name: String
    /// Lua's names of the types that it takes; `any` alone for all, `integer` for whole numbers.
    public let types: [String]
    /// Whether it may be left out.
    public let isOptional: Bool
    /// Whether any number of values may stand here.
    public let isRest: Bool
    /// Inclusive, for integers; nil where every integer will do.
    public let range: ClosedRange<Int64>?

    /// Nil when the text is not in that form.
    init?(_ text: Substring) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        var label = text[..<colon].drop { $0 == " " }
        isOptional = label.hasSuffix("?")
        if isOptional { label = label.dropLast() }
        name = String(label)
        isRest = name == "..."
        let parts = text[text.index(after: colon)...].split(separator: " ")
        guard let first = parts.first else { return nil }
        types = first.split(separator: "|").map(String.init)
        range = parts.count > 1 ? Self.range(parts[1]) : nil
    }

    private static func range(_ text: Substring) -> ClosedRange<Int64>? {
        let bounds = text.dropFirst().dropLast().split(separator: ".").compactMap { Int64($0) }
        guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
        return bounds[0]...bounds[1]
    }
}
