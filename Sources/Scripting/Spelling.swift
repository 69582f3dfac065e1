// The nearest of some names to a misspelt one.

/// Suggestions for misspelt names.
public enum Spelling {
    /// The candidate with the smallest edit distance, when that is small enough to be a slip:
    /// at most a third of the name, and never more than three.
    public static func nearest(to name: String, in candidates: [String]) -> String? {
        // A plugin's name may have a million letters.
        guard name.utf8.count <= lengthMax else { return nil }
        let limit = min(3, max(1, name.count / 3))
        let ranked = candidates.map { ($0, distance(name, $0)) }.min { $0.1 < $1.1 }
        guard let best = ranked, best.1 <= limit else { return nil }
        return best.0
    }

    /// Bytes of the longest name that is compared.
    private static let lengthMax = 128

    /// Levenshtein distance with adjacent swaps counted as one (optimal string alignment).
    static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first), Array(second))
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var before: [Int] = []
        var row = Array(0...b.count)
        for i in 1...a.count {
            var next = [i]
            for j in 1...b.count {
                let change = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(change, row[j] + 1, next[j - 1] + 1)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    best = min(best, before[j - 2] + 1)
                }
                next.append(best)
            }
            (before, row) = (row, next)
        }
        return row[b.count]
    }
}
