// Why money moved.

/// The reason of a posting; the raw value is stored.
enum PostingReason: Int64, CaseIterable {
    case funding = 1
    case stake = 2
    case payout = 3
    case fee = 4
    /// What was left at the end of a comparison's episodes.
    case leftover = 5
}
