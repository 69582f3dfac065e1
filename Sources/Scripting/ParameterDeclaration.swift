// Parameters that a strategy declares.

/// One entry of a strategy's `params`.
public struct ParameterDeclaration: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        /// A decimal text in major units; the strategy sees an integer in minor units.
        case money
        case integer
        case number
        case string
        case boolean
    }

    public var name: String
    public var kind: Kind
    public var defaultValue: PlainData
    /// One line for people; empty when the author wrote none.
    public var about: String
    /// Inclusive bounds of integers and numbers.
    public var least: Double?
    public var most: Double?
}

extension ParameterDeclaration {
    /// Reads `params`; sorted by name.
    static func read(_ reader: ManifestReader) throws(PluginFault) -> [ParameterDeclaration] {
        guard let value = reader.data["params"], value != .list([]) else { return [] }
        guard case .map(let entries) = value else {
            throw reader.wrong(
                "params",
                "params is \(value.kind); write params = { base = { type = \"money\", default = "
                    + "\"1.00\", about = \"...\" } }")
        }
        var declarations: [ParameterDeclaration] = []
        for entry in entries {
            guard case .text(let name) = entry.key else {
                throw reader.wrong("params", "params has the key \(entry.key); keys are names")
            }
            declarations.append(try read(name: name, entry.value, reader))
        }
        return declarations
    }

    private static func read(
        name: String, _ value: PlainData, _ reader: ManifestReader
    ) throws(PluginFault) -> ParameterDeclaration {
        guard case .text(let kindName)? = value["type"], let kind = Kind(rawValue: kindName) else {
            let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw reader.wrong(
                name, inside: "params", "params.\(name).type must be one of \(kinds)")
        }
        guard let defaultValue = value["default"] else {
            throw reader.wrong(name, inside: "params", "params.\(name).default is missing")
        }
        var about = ""
        if case .text(let text)? = value["about"] { about = text }
        let declaration = ParameterDeclaration(
            name: name, kind: kind, defaultValue: defaultValue, about: about,
            least: number(value["min"]), most: number(value["max"]))
        guard declaration.accepts(defaultValue) else {
            throw reader.wrong(
                name, inside: "params",
                "params.\(name).default is \(defaultValue.kind), which is not \(declaration.shape)")
        }
        return declaration
    }

    private static func number(_ value: PlainData?) -> Double? {
        switch value {
        case .integer(let value)?: Double(value)
        case .number(let value)?: value
        default: nil
        }
    }

    private func accepts(_ value: PlainData) -> Bool {
        switch (kind, value) {
        case (.money, .text), (.string, .text), (.boolean, .flag): true
        case (.integer, .integer(let number)): isInside(Double(number))
        case (.number, .integer(let number)): isInside(Double(number))
        case (.number, .number(let number)): number.isFinite && isInside(number)
        default: false
        }
    }

    /// Whether a number keeps to the declared bounds.
    public func isInside(_ number: Double) -> Bool {
        number >= least ?? -.infinity && number <= most ?? .infinity
    }

    /// What a value must be, for messages.
    public var shape: String {
        var bounds = ""
        if let least { bounds += " of at least \(ParameterDeclaration.short(least))" }
        if let most {
            bounds +=
                (bounds.isEmpty ? " of" : " and") + " at most \(ParameterDeclaration.short(most))"
        }
        switch kind {
        case .money: return "an amount such as 1.00"
        case .integer: return "a whole number" + bounds
        case .number: return "a number" + bounds
        case .string: return "a text"
        case .boolean: return "true or false"
        }
    }

    private static func short(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
