// What decides a session, line by line: with the same, anyone gets the same rounds.
internal import Accounts
internal import Play

/// Facts about a session's configuration.
enum SessionFacts {
    /// Of one arm of a comparison: its name stands before each line.
    static func arm(
        _ configuration: SessionConfiguration, _ name: String, _ currency: Currency
    ) -> [ReportPage.Fact] {
        plugin(configuration.strategy, "strategy \(name)")
            + (name == "A" ? plugin(configuration.game, "game") : [])
            + settings(configuration, currency).map { fact in
                ReportPage.Fact(name: "\(name): \(fact.name)", value: fact.value)
            }
    }

    /// A plugin's version, and the hash of its text.
    static func plugin(_ reference: PluginReference, _ role: String) -> [ReportPage.Fact] {
        [
            .init(name: role, value: "\(reference.name) \(reference.version)"),
            .init(name: "\(role), SHA-256", value: reference.hash, isCode: true),
        ]
    }

    /// Money and parameters; what is not limited is left out.
    static func settings(
        _ configuration: SessionConfiguration, _ currency: Currency
    ) -> [ReportPage.Fact] {
        func money(_ units: Int64) -> String {
            Amount(minorUnits: units, currency: currency).description
        }
        var facts = [ReportPage.Fact(name: "bankroll", value: money(configuration.bankroll))]
        let limits: [(String, Int64?)] = [
            ("most bet", configuration.maxBet), ("daily limit", configuration.dailyLimit),
            ("fee of a round", configuration.perSpinFee == 0 ? nil : configuration.perSpinFee),
            ("fee of a decision", configuration.perQueryFee == 0 ? nil : configuration.perQueryFee),
        ]
        for (name, value) in limits {
            if let value { facts.append(.init(name: name, value: money(value))) }
        }
        for (name, value) in configuration.parameters.sorted(by: { $0.key < $1.key }) {
            facts.append(.init(name: "parameter \(name)", value: text(value, currency)))
        }
        return facts
    }

    private static func text(_ value: ParameterValue, _ currency: Currency) -> String {
        switch value {
        case .money(let units): Amount(minorUnits: units, currency: currency).description
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        }
    }
}
