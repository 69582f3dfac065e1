// Reading amounts, durations and parameters from the command line.
import Accounts
import Host
import Play
import Storage

/// Turns option texts into values; every refusal says what to write.
enum InputParsing {
    static func currency(_ code: String) throws -> Currency {
        do throws(AccountsError) {
            return try Currency(code: code.uppercased())
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
    }

    /// Minor units of an amount option; `nil` when it was not given.
    static func amount(_ text: String?, _ option: String, _ currency: Currency) throws -> Int64? {
        guard let text else { return nil }
        do throws(AccountsError) {
            return try Amount(parsing: text, in: currency).minorUnits
        } catch {
            throw PlayError(.invalidInput, "--\(option): \(error.description)")
        }
    }

    /// Minor units of --stake, which must be one of the game's; its smallest when it was not given.
    static func stake(_ text: String?, of blueprint: SessionBlueprint, _ currency: Currency)
        throws -> Int64
    {
        let stakes = blueprint.stakes
        guard let wanted = try amount(text, "stake", currency) else { return stakes.first ?? 0 }
        guard !stakes.contains(wanted) else { return wanted }
        func shown(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        let near = [stakes.filter { $0 < wanted }.max(), stakes.filter { $0 > wanted }.min()]
            .compactMap { $0 }
        throw PlayError(
            .invalidInput,
            "--stake \(shown(wanted)) is not one of the \(stakes.count) stakes of "
                + "\(blueprint.configuration.game.name); the nearest "
                + (near.count == 1 ? "is " : "are ") + near.map(shown).joined(separator: " and "))
    }

    /// Minor units of --bankroll; the standard one when it was not given.
    static func bankroll(_ text: String?, _ currency: Currency) throws -> Int64 {
        let standard = currency.minorDigits == 0 ? "100000" : "1000.00"
        let units = try amount(text ?? standard, "bankroll", currency) ?? 0
        guard units <= Limits.bankrollMax else {
            let given = Amount(minorUnits: units, currency: currency)
            let largest = Amount(minorUnits: Limits.bankrollMax, currency: currency)
            throw PlayError(
                .invalidInput,
                "--bankroll: \(given) is over \(largest), the largest bankroll, so that the store "
                    + "has room for other sessions: use less.")
        }
        return units
    }

    /// Seconds of "90s", "10m", "2h", "1d".
    static func seconds(_ text: String) throws -> Double {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        guard let unit = text.last.flatMap({ units[$0] }), let value = Double(text.dropLast()),
            value > 0, value.isFinite
        else {
            throw PlayError(
                .invalidInput, "--for is \"\(text)\"; write a number and a unit: 90s, 10m, 2h, 1d")
        }
        return value * unit
    }

    /// Milliseconds of an option such as "10m" or "30d".
    static func milliseconds(_ text: String, _ option: String) throws -> Int64 {
        guard let value = Quantity.milliseconds(text) else {
            throw PlayError(
                .invalidInput,
                "--\(option) is \"\(text)\"; write a number and a unit: 90s, 10m, 2h, 30d")
        }
        return value
    }

    /// Bytes of an option such as "512MiB" or "20GB".
    static func bytes(_ text: String, _ option: String) throws -> Int64 {
        guard let value = Quantity.bytes(text) else {
            throw PlayError(
                .invalidInput,
                "--\(option) is \"\(text)\"; write a number and a unit: 500MB, 256MiB, 20GB")
        }
        return value
    }

    /// A command that changes what is there makes no new store.
    static func requireStore(_ folder: String) throws {
        try JournalStore(directory: folder, mode: .readOnly).close()
    }

    /// `k=v` pairs.
    static func parameters(_ pairs: [String]) throws -> [String: String] {
        var values: [String: String] = [:]
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first, !name.isEmpty else {
                throw PlayError(
                    .invalidInput, "--param is \"\(pair)\"; write name=value, such as base=2.00")
            }
            guard values.updateValue(String(parts[1]), forKey: String(name)) == nil else {
                throw PlayError(.invalidInput, "--param \(name) is given twice")
            }
        }
        return values
    }

    /// Each worker is a thread with a loop: more than this is a slip of the finger.
    static let workersAllowed = 1...256

    /// How many play workers were asked for; by default one per core.
    static func workers(_ asked: Int?) throws -> Int {
        guard let asked else { return WorkerPool.coreCount }
        guard workersAllowed.contains(asked) else {
            throw PlayError(
                .invalidInput,
                "--workers is \(asked); it goes from 1 to \(workersAllowed.upperBound)")
        }
        return asked
    }

    static func positive(_ value: Int64?, _ option: String) throws {
        guard let value, value < 1 else { return }
        throw PlayError(.invalidInput, "--\(option) is \(value); it must be 1 or more")
    }
}
