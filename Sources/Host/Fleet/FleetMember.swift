// One session of a fleet: what is known of it, and how it moves.
internal import Play

/// A session under supervision.
///
/// `@unchecked Sendable`: everything is touched on the core loop's thread; workers only carry it
/// back there.
final class FleetMember: @unchecked Sendable {
    var item: FleetPlan.Item
    /// As the run file has it; of one that is no longer in it, as the file had it last.
    var group: RunFile.Group
    private(set) var state = FleetState.waiting
    /// What plays it, while a worker has it.
    var task: SessionTask?
    var stop: StopFlag?
    var worker = 0
    /// Where the texts of its plugins play, while a worker has it.
    var tier: IsolationRules.Tier?
    /// Why it is where it is; empty while it plays.
    var detail = ""
    /// As of the last time that it was played, or as stored.
    var totalsKept = SessionTotals()
    /// Milliseconds since 1970-01-01; `nil` before its first round.
    var createdAt: Int64?
    /// Restarts in a row, and in all.
    var restartsInRow = 0
    var restarts: Int64 = 0
    /// The wallet of which others hold what it needs, and how often it asked in vain in a row.
    var awaits: String?
    var waits = 0
    /// It holds a part of a wallet that it shares.
    var holdsPart = false
    /// It does not play any more, and what it held could not be given back yet.
    var owesPart = false
    /// When it is started again, on the monotonic clock.
    var dueAt: UInt64?
    /// It is no longer in the run file.
    var isDropped = false
    /// It is in the run file again, and has not stopped yet since it was not.
    var comesBack = false
    /// It was there before this host, and its last rounds are still to be played again.
    var isRecovering = false
    /// Rounds at the last look, for the rate.
    var roundsSeen: Int64 = 0

    init(_ item: FleetPlan.Item, _ group: RunFile.Group) {
        self.item = item
        self.group = group
    }

    var name: String { item.identity.name }

    /// Up to its last slice.
    var totals: SessionTotals {
        guard let task else { return totalsKept }
        let shown = task.progress.totals
        return shown.rounds >= totalsKept.rounds ? shown : totalsKept
    }

    /// What it had played before this host, or before it was started again, is in no rate.
    func keep(_ totals: SessionTotals) {
        totalsKept = totals
        roundsSeen = max(roundsSeen, totals.rounds)
    }

    /// Takes an input; gives the state it left, or `nil` when it can not take it.
    func take(_ input: FleetInput) -> FleetState? {
        guard let next = state.next(input) else { return nil }
        defer {
            state = next
            if next != .waiting, next != .starting { isRecovering = false }
        }
        return state
    }

    /// Where it stood when the host ran last.
    func restore(_ state: FleetState) { self.state = state }
}
