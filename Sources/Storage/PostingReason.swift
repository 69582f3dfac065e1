// Why money moved.

/// The reason of a posting; the raw value is stored.
enum PostingReason: Int64, CaseIterable {
    case funding = 1
    case stake = 2
    case payout = 3
    case fee = 4
    /// What was left at the end of a comparison's episodes.
    case leftover = 5
    /// A session takes its balance out of the wallet it shares to go on; its first is `funding`.
    case again = 6
    /// A session that shares a wallet gives its balance back.
    case back = 7
}
