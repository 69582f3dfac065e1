// How a session that shares a wallet gets more of the wallet's day while it plays.
//
// With each commit it looks at what is left. When that is less than half of what it wants, it asks
// for more, and plays on; the answer is there some milliseconds later. It wants four times what it
// spent since the commit before, or a thousand rounds, so that answers come in time. Only when it
// is refused all the same, or on a new day, does it wait for the answer.

internal import Accounts
internal import Play
internal import Storage

/// What one session holds of its wallet's day, as the thread that plays it sees it.
struct AllowanceKeeper {
    private let sessionID: String
    /// The day of its part; later than the session's own when the wallet went on to it.
    private(set) var day: DayKey
    /// What it begins with; `nil` without a limit.
    let first: Int64?
    private var isLimited: Bool
    /// An answer that is still to come.
    private var pending: AllowanceRequest.Answer?
    private var spentBefore: Int64 = 0
    private var spentLast: Int64 = 0
    private var dearest: Int64 = 1

    init(_ sessionID: String, _ grant: AllowanceGrant) {
        self.sessionID = sessionID
        day = grant.day
        first = grant.dayLeft
        isLimited = grant.dayLeft != nil
    }

    /// What a session is given at first: room for a while, without leaving others nothing.
    static func firstPart(of configuration: SessionConfiguration) -> Int64 {
        max(1, configuration.bankroll / 16)
    }

    /// Asks for what the session wants, `least` at least, and will be waited for. An answer that is
    /// still to come is dropped: its commit comes before, so the new answer's `dayLeft` counts it.
    mutating func request(_ session: Session, day: DayKey, least: Int64 = 0) -> AllowanceRequest {
        dearest = max(dearest, least)
        let request = AllowanceRequest(
            sessionID: sessionID, day: day, wanted: max(wanted(session), least), least: least)
        pending = request.answer
        return request
    }

    /// Asks with a commit of all rounds when little is left; `nil` when there is enough.
    mutating func requestWhenLow(_ session: Session, day: DayKey) -> AllowanceRequest? {
        let spent = session.totals.staked.addingReportingOverflow(session.totals.fees).partialValue
        (spentLast, spentBefore) = (max(0, spent &- spentBefore), spent)
        guard isLimited, pending == nil, let left = session.dayLeft, left < wanted(session) / 2
        else { return nil }
        return request(session, day: day, least: min(dearest, wanted(session)))
    }

    /// Takes an answer that has come, to a request since which the session may have played on.
    mutating func take(_ session: Session) {
        guard let grant = pending?.take() else { return }
        pending = nil
        day = max(day, grant.day)
        guard grant.day == DayKey(daysSince1970: session.day), let left = session.dayLeft else {
            return
        }
        let (sum, overflowed) = left.addingReportingOverflow(grant.added)
        session.dayLeft = overflowed ? .max - 1 : sum
    }

    /// Takes the answer that the session waited for with all its rounds stored, so that it has what
    /// the store says. Returns why the day gives no more, if it does not.
    mutating func settle(_ session: Session) -> String? {
        guard let grant = pending?.take() else { return nil }
        pending = nil
        day = max(day, grant.day)
        if grant.day == DayKey(daysSince1970: session.day), isLimited {
            session.dayLeft = grant.dayLeft
        }
        return grant.refusal.map { "\($0.reason.rawValue): \($0.description)" }
    }

    /// Begins a day with what the wallet gave for it.
    mutating func begin(_ today: DayKey, _ session: Session) {
        guard let grant = pending?.take() else { return }
        pending = nil
        day = max(today, grant.day)
        session.dayLeft = grant.day == today ? grant.dayLeft : isLimited ? 0 : nil
    }

    private func wanted(_ session: Session) -> Int64 {
        let rounds = dearest.multipliedReportingOverflow(by: 1_000)
        let lately = spentLast.multipliedReportingOverflow(by: 4)
        let most = rounds.overflow || lately.overflow
        return most ? .max / 4 : max(rounds.partialValue, lately.partialValue)
    }
}
