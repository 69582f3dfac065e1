// Times and sizes as people write them.

/// Reads numbers with a unit.
public enum Quantity {
    private static let times: [(String, Double)] = [
        ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800),
    ]

    private static let sizes: [(String, Double)] = [
        ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776),
        ("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1),
    ]

    /// Milliseconds of "90s", "10m", "2h", "30d"; `nil` when it is something else, below 0 or over
    /// a thousand years.
    public static func milliseconds(_ text: String) -> Int64? {
        value(text, times).flatMap { $0 <= 3.2e10 ? Int64(exactly: ($0 * 1000).rounded()) : nil }
    }

    /// Bytes of "512MiB", "20GB", "100 kB"; `nil` when it is something else, below 0 or over 10^15.
    public static func bytes(_ text: String) -> Int64? {
        value(text, sizes).flatMap { $0 <= 1e15 ? Int64(exactly: $0.rounded()) : nil }
    }

    private static func value(_ text: String, _ units: [(String, Double)]) -> Double? {
        guard let unit = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(unit.0.count).filter { $0 != " " }),
            number >= 0, number.isFinite
        else { return nil }
        return number * unit.1
    }
}
