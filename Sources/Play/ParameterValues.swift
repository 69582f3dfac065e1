// A strategy's parameters: texts from a user become checked values.
internal import Accounts
public import Scripting

/// Checks parameter texts against their declarations.
public enum ParameterValues {
    /// All parameters of the strategy: given ones by their text, the others by their default.
    ///
    /// Throws `INVALID_INPUT` for an unknown name (with the nearest one) or a value of another
    /// kind.
    public static func values(
        for manifest: StrategyManifest, given: [String: String], currency code: String
    ) throws(PlayError) -> [String: ParameterValue] {
        let known = manifest.parameters.map(\.name)
        for name in given.keys.sorted() where !known.contains(name) {
            let near = Spelling.nearest(to: name, in: known).map { "; did you mean \($0)?" }
            let list = known.isEmpty ? "it has none" : "it has " + known.joined(separator: ", ")
            throw PlayError(
                .invalidInput,
                "\(manifest.name) has no parameter \"\(name)\"\(near ?? "; " + list)")
        }
        var values: [String: ParameterValue] = [:]
        for declaration in manifest.parameters {
            let value =
                given[declaration.name].map { parse($0, declaration, code) }
                ?? standard(declaration, code)
            switch value {
            case .success(let value): values[declaration.name] = value
            case .failure(let error): throw error
            }
        }
        return values
    }

    private static func parse(
        _ text: String, _ declaration: ParameterDeclaration, _ code: String
    ) -> Result<ParameterValue, PlayError> {
        switch declaration.kind {
        case .money: return money(text, declaration.name, code)
        case .string: return .success(.text(text))
        case .integer:
            guard let value = Int64(text), declaration.isInside(Double(value)) else { break }
            return .success(.integer(value))
        case .number:
            guard let value = Double(text), value.isFinite, declaration.isInside(value) else {
                break
            }
            return .success(.number(value))
        case .boolean:
            guard let value = Bool(text) else { break }
            return .success(.flag(value))
        }
        return .failure(
            PlayError(
                .invalidInput,
                "parameter \(declaration.name) is \"\(text)\"; it must be \(declaration.shape)"))
    }

    private static func standard(
        _ declaration: ParameterDeclaration, _ code: String
    ) -> Result<ParameterValue, PlayError> {
        switch declaration.defaultValue {
        case .text(let text):
            guard declaration.kind == .money else { return .success(.text(text)) }
            // "1.00" is a whole amount in a currency without minor digits too.
            let whole = text.hasSuffix(".00") && code == Currency.jpy.code
            return money(whole ? String(text.dropLast(3)) : text, declaration.name, code)
        case .integer(let value):
            return .success(declaration.kind == .number ? .number(Double(value)) : .integer(value))
        case .number(let value): return .success(.number(value))
        case .flag(let value): return .success(.flag(value))
        default: return .success(.text(""))
        }
    }

    private static func money(
        _ text: String, _ name: String, _ code: String
    ) -> Result<ParameterValue, PlayError> {
        do throws(AccountsError) {
            let amount = try Amount(parsing: text, in: try Currency(code: code))
            return .success(.money(amount.minorUnits))
        } catch {
            return .failure(PlayError(.invalidInput, "parameter \(name): \(error.description)"))
        }
    }
}

extension ParameterValue {
    /// As the plugin sees it.
    var plain: PlainData {
        switch self {
        case .money(let value), .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .text(let value): .text(value)
        case .flag(let value): .flag(value)
        }
    }
}
