// Calls that came near a budget, over a session or over many.
public import Scripting

/// A list with one entry for the calls of one name of one plugin.
public struct BudgetUses: Hashable, Sendable {
    /// In the order in which they first came up, strategy before game.
    public private(set) var list: [BudgetUse] = []

    public init() {}

    /// Adds other calls: counts add up, the highest use stays.
    mutating func add(_ more: [BudgetUse]) {
        for each in more {
            guard let at = list.firstIndex(where: { $0.isOfSameCalls(each) }) else {
                list.append(each)
                continue
            }
            var kept = each.used > list[at].used ? each : list[at]
            // Memory is one highest mark, not a number of calls.
            kept.calls = each.kind == .memory ? 1 : each.calls &+ list[at].calls
            list[at] = kept
        }
    }

    /// Adds those of other sessions.
    public mutating func add(_ more: BudgetUses) { add(more.list) }
}
