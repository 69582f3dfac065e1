// Postings that become true together, and sum to zero in every currency.

/// A balanced set of postings. One that does not balance cannot be made.
public struct JournalEntry: Hashable, Sendable {
    /// The most postings in one entry: a group commit of 64 sessions writes six for each.
    public static let postingsMax = 4096

    /// The postings, in the order they were given.
    public let postings: [Posting]

    /// Postings that belong together.
    ///
    /// Throws `entryUnbalanced` when there are none, too many, or when a currency does not sum to
    /// zero.
    public init(_ postings: [Posting]) throws(AccountsError) {
        guard !postings.isEmpty, postings.count <= JournalEntry.postingsMax else {
            throw AccountsError(
                .entryUnbalanced,
                "A journal entry has \(postings.count) postings: give 1 to "
                    + "\(JournalEntry.postingsMax).")
        }
        // Int128 holds any sum of so many Int64.
        var sums: [Currency: Int128] = [:]
        for posting in postings {
            sums[posting.amount.currency, default: 0] += Int128(posting.amount.minorUnits)
        }
        for currency in Currency.allCases {
            guard let sum = sums[currency], sum != 0 else { continue }
            throw AccountsError(
                .entryUnbalanced,
                "The \(currency) postings of an entry sum to \(sum) minor units: add the posting "
                    + "that brings them to zero.")
        }
        self.postings = postings
    }
}
