// When a session stops: conditions that are looked at after rounds, so that the same session stops
// after the same round whatever its slices were.
internal import Accounts
internal import Play

extension SessionTask {
    /// When to stop. Whichever comes first counts.
    public struct Goal: Hashable, Sendable {
        /// Total rounds that the session should reach; `nil` without such a goal.
        public var rounds: Int64?
        /// Time to play; `nil` without such a goal.
        public var seconds: Double?
        /// Minor units over the bankroll; `nil` without such a goal.
        public var profit: Int64?
        /// Minor units below the bankroll; `nil` without such a limit.
        public var loss: Int64?
        /// Whether a session that can not pay the smallest stake any more is called ruined; else it
        /// has run into a limit like any other.
        public var stopsAtRuin: Bool

        public init(
            rounds: Int64?, seconds: Double?, profit: Int64? = nil, loss: Int64? = nil,
            stopsAtRuin: Bool = false
        ) {
            self.rounds = rounds
            self.seconds = seconds
            self.profit = profit
            self.loss = loss
            self.stopsAtRuin = stopsAtRuin
        }

        /// Whether the balance has to be looked at after each round, which makes a slot's round
        /// about 0.3 us slower.
        var hangsOnBalance: Bool { profit != nil || loss != nil }

        /// The end of a session that has reached something other than its time.
        func end(of session: Session) -> SessionEnd? {
            if let rounds, session.rounds >= rounds {
                let detail =
                    session.rounds == rounds
                    ? "all \(rounds) rounds are played"
                    : "\(session.rounds) rounds are played already, more than the \(rounds) asked for"
                return SessionEnd(reason: .rounds, detail: detail)
            }
            guard hangsOnBalance else { return nil }
            let configuration = session.blueprint.configuration
            let won = session.balance - configuration.bankroll
            if let profit, won >= profit {
                return SessionEnd(
                    reason: .profit,
                    detail: "won \(text(won, configuration)) by round \(session.rounds): at least "
                        + "the \(text(profit, configuration)) asked for")
            }
            if let loss, -won >= loss {
                return SessionEnd(
                    reason: .loss,
                    detail: "lost \(text(-won, configuration)) by round \(session.rounds): at "
                        + "least the \(text(loss, configuration)) allowed")
            }
            return nil
        }

        /// A refused round as ruin, where it is that.
        func ruin(of session: Session, _ end: SessionEnd) -> SessionEnd {
            guard stopsAtRuin, end.reason == .limit, let least = session.blueprint.stakes.first
            else { return end }
            let configuration = session.blueprint.configuration
            let fees = configuration.perSpinFee + configuration.perQueryFee
            guard session.balance < max(least, 1) + fees else { return end }
            let left = text(session.balance, configuration)
            return SessionEnd(
                reason: .ruin,
                detail: "ruined after round \(session.rounds): \(left) does not pay the smallest "
                    + "stake")
        }

        private func text(_ units: Int64, _ configuration: SessionConfiguration) -> String {
            guard let currency = try? Currency(code: configuration.currency) else {
                return "\(units)"
            }
            return Amount(minorUnits: units, currency: currency).description
        }
    }
}
