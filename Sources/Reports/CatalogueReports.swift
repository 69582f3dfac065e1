// What `stratagem games` and `stratagem strategies` say.

/// The games that were found.
public struct GameListReport: Encodable, Sendable {
    /// One game.
    public struct Item: Encodable, Sendable {
        public var name: String
        public var version: String
        public var kind: String
        public var variants: [String]
        public var actions: [String]
        /// Smallest and largest stake in AUD.
        public var stakes: String
        /// Strategies that play it.
        public var playedBy: [String]
        /// Why it does not load; null when it does.
        @Nullable public var fault: String?

        enum CodingKeys: String, CodingKey {
            case name, version, kind, variants, actions, stakes, fault
            case playedBy = "played_by"
        }

        public init(
            name: String, version: String, kind: String, variants: [String], actions: [String],
            stakes: String, playedBy: [String], fault: String?
        ) {
            self.name = name
            self.version = version
            self.kind = kind
            self.variants = variants
            self.actions = actions
            self.stakes = stakes
            self.playedBy = playedBy
            self.fault = fault
        }
    }

    public var games: [Item]

    public init(games: [Item]) {
        self.games = games
    }

    public var text: String {
        guard !games.isEmpty else { return "There are no games here: no folder games/." }
        var table = TextTable(header: ["game", "version", "variants", "stakes", "played by"])
        var faults: [String] = []
        for item in games {
            if let fault = item.fault {
                table.add([item.name, "-", "-", "-", "does not load"])
                faults.append(fault)
                continue
            }
            table.add([
                item.name, item.version,
                item.variants.isEmpty ? "-" : item.variants.joined(separator: ", "), item.stakes,
                item.playedBy.joined(separator: ", "),
            ])
        }
        return ([table.text] + faults).joined(separator: "\n\n")
    }
}

/// The strategies that were found.
public struct StrategyListReport: Encodable, Sendable {
    /// One strategy.
    public struct Item: Encodable, Sendable {
        /// One parameter.
        public struct Parameter: Encodable, Sendable {
            public var name: String
            public var type: String
            public var standard: String
            public var about: String

            enum CodingKeys: String, CodingKey {
                case name, type, about
                case standard = "default"
            }

            public init(name: String, type: String, standard: String, about: String) {
                self.name = name
                self.type = type
                self.standard = standard
                self.about = about
            }
        }

        public var name: String
        public var version: String
        public var games: [String]
        public var context: String
        public var parameters: [Parameter]
        @Nullable public var fault: String?

        public init(
            name: String, version: String, games: [String], context: String,
            parameters: [Parameter], fault: String?
        ) {
            self.name = name
            self.version = version
            self.games = games
            self.context = context
            self.parameters = parameters
            self.fault = fault
        }
    }

    public var strategies: [Item]

    public init(strategies: [Item]) {
        self.strategies = strategies
    }

    public var text: String {
        guard !strategies.isEmpty else {
            return "There are no strategies here: no folder strategies/."
        }
        var table = TextTable(
            header: ["strategy", "version", "plays", "parameter", "default", "about"])
        var faults: [String] = []
        for item in strategies {
            if let fault = item.fault {
                table.add([item.name, "-", "does not load"])
                faults.append(fault)
                continue
            }
            let plays = item.games.joined(separator: ", ")
            if item.parameters.isEmpty { table.add([item.name, item.version, plays]) }
            for (index, each) in item.parameters.enumerated() {
                let isFirst = index == 0
                table.add([
                    isFirst ? item.name : "", isFirst ? item.version : "", isFirst ? plays : "",
                    each.name, each.standard, each.about,
                ])
            }
        }
        return ([table.text] + faults).joined(separator: "\n\n")
    }
}
