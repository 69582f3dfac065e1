// What `stratagem run` says at the end.
public import Accounts
public import Play
private import Scripting

/// The result of a run. Amounts are decimal strings in major units.
public struct RunReport: Encodable, Sendable {
    /// The end of the session, for programs.
    public struct Ending: Encodable, Sendable {
        public var reason: String
        public var detail: String
    }

    /// A fault, for programs.
    public struct Fault: Encodable, Sendable {
        public var round: Int64
        public var kind: String
        @Nullable public var role: String?
        public var file: String
        @Nullable public var line: Int?
        public var call: String
        public var message: String
        public var traceback: String
        public var fuelUsed: Int64
        public var fuelBudget: Int64
        public var reproducible: Bool
        /// Of a kill, the functions that used most of the call's fuel.
        public var topFunctions: [TopFunction]
        /// What to try; empty when the message says it all.
        public var advice: String

        enum CodingKeys: String, CodingKey {
            case round, kind, role, file, line, call, message, traceback, reproducible, advice
            case topFunctions = "top_functions"
            case fuelUsed = "fuel_used"
            case fuelBudget = "fuel_budget"
        }
    }

    public var session: String
    public var game: String
    public var strategy: String
    @Nullable public var variant: String?
    public var currency: String
    /// A decimal string: 64-bit numbers do not fit a JSON reader's double.
    public var seed: String
    public var state: String
    public var rounds: Int64
    public var decisions: Int64
    public var staked: String
    public var paid: String
    public var fees: String
    public var net: String
    public var balance: String
    /// Paid for each unit staked; null when nothing was.
    @Nullable public var returnRate: Double?
    /// Share of rounds that paid anything; null before the first round.
    @Nullable public var hitFrequency: Double?
    public var fuel: Int64
    public var strategyFuel: Int64
    public var gameFuel: Int64
    /// Faults that were survived, and the one that ended the session.
    public var faults: Int64
    public var faultList: [Fault]
    public var digest: String
    public var roundsPerSecond: Double
    public var seconds: Double
    public var resumable: Bool
    public var reproducible: Bool
    public var end: Ending
    public var store: String
    /// Calls that came near a budget, since this command began to play.
    public var warnings: [BudgetWarning]

    enum CodingKeys: String, CodingKey {
        case session, game, strategy, variant, currency, seed, state, rounds, decisions, staked
        case paid, fees, net, balance, fuel, faults, digest, seconds, resumable, reproducible, end
        case store, warnings
        case returnRate = "return"
        case hitFrequency = "hit_frequency"
        case strategyFuel = "strategy_fuel"
        case gameFuel = "game_fuel"
        case faultList = "fault_list"
        case roundsPerSecond = "rounds_per_second"
    }

    /// - Parameters:
    ///   - played: rounds that this command played, for the rate.
    ///   - seconds: time that they took.
    public init(
        configuration: SessionConfiguration, currency: Currency, state: SessionState,
        totals: SessionTotals, balance: Int64, digest: String, faults: [SessionFault],
        end: SessionEnd, played: Int64, seconds: Double, store: String,
        budgetUses: BudgetUses = BudgetUses()
    ) {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        session = configuration.id
        game = configuration.game.name
        strategy = configuration.strategy.name
        variant = configuration.variant
        self.currency = currency.code
        seed = String(configuration.seed)
        self.state = state.rawValue
        rounds = totals.rounds
        decisions = totals.decisions
        staked = text(totals.staked)
        paid = text(totals.paid)
        fees = text(totals.fees)
        net = text(totals.net)
        self.balance = text(balance)
        returnRate = totals.staked > 0 ? Double(totals.paid) / Double(totals.staked) : nil
        hitFrequency = totals.rounds > 0 ? Double(totals.hits) / Double(totals.rounds) : nil
        strategyFuel = totals.strategyFuel
        gameFuel = totals.gameFuel
        fuel = totals.strategyFuel + totals.gameFuel
        // Totals count the faults that were survived.
        self.faults = totals.faults + (end.reason == .fault ? 1 : 0)
        faultList = faults.map { Fault($0) }
        self.digest = digest
        self.seconds = seconds
        roundsPerSecond = seconds > 0 ? Double(played) / seconds : 0
        resumable = !end.isFinal
        reproducible = faults.allSatisfy { $0.fault.kind.isReproducible }
        self.end = Ending(reason: end.reason.rawValue, detail: end.detail)
        self.store = store
        warnings = budgetUses.list.map { BudgetWarning($0) }
    }
}

extension RunReport.Fault {
    init(_ fault: SessionFault) {
        round = fault.round
        kind = fault.fault.kind.rawValue
        role = fault.fault.role?.rawValue
        file = fault.fault.file
        line = fault.fault.line
        call = fault.fault.call
        message = fault.fault.message
        traceback = fault.fault.traceback
        fuelUsed = fault.fault.fuelUsed
        fuelBudget = fault.fault.fuelBudget
        reproducible = fault.fault.kind.isReproducible
        topFunctions = fault.fault.topFunctions.map { TopFunction($0, of: fault.fault.fuelUsed) }
        advice = fault.fault.advice
    }
}

extension RunReport {
    /// The summary for people.
    public var text: String {
        var table = TextTable(header: [])
        table.add(["session", session])
        table.add(["game", game + (variant.map { " (\($0))" } ?? "")])
        table.add(["strategy", strategy])
        table.add(["seed", seed])
        table.add(["rounds", Figures.grouped(rounds)])
        table.add(["staked", "\(staked) \(currency)"])
        table.add(["paid", "\(paid) \(currency)"])
        table.add(["fees", "\(fees) \(currency)"])
        table.add(["net", "\(net) \(currency)"])
        table.add(["balance", "\(balance) \(currency)"])
        table.add(["return", returnRate.map { Figures.percent($0, decimals: 3) } ?? "-"])
        table.add(["hit frequency", hitFrequency.map { Figures.percent($0, decimals: 3) } ?? "-"])
        table.add([
            "fuel",
            rounds > 0
                ? "\(Figures.grouped(fuel)) units, \(perRound(fuel)) a round "
                    + "(strategy \(perRound(strategyFuel)), game \(perRound(gameFuel)))"
                : "0 units",
        ])
        table.add(["faults", "\(faults)"])
        // The one that ended the session is told below, in full.
        if let last = faultList.last, end.reason != SessionEnd.Reason.fault.rawValue {
            let place = last.line.map { "\(last.file):\($0)" } ?? last.file
            table.add(["last fault", "round \(last.round), \(place): \(last.message)"])
        }
        table.add(["digest", digest])
        table.add(["speed", "\(Figures.rate(roundsPerSecond)) rounds/s"])
        table.add(["ended", end.detail])
        return ([table.text] + warnings.map(\.text)).joined(separator: "\n")
    }

    private func perRound(_ fuel: Int64) -> String {
        Figures.decimals(Double(fuel) / Double(max(1, rounds)), 1)
    }
}
