// Sizes as people read them.

extension Figures {
    /// Bytes as 740 B, 12.5 KiB, 3.2 MiB, 1.25 GiB.
    public static func bytes(_ count: Int64) -> String {
        let value = Double(count)
        switch count.magnitude {
        case ..<1024: return "\(count) B"
        case ..<1_048_576: return decimals(value / 1024, 1) + " KiB"
        case ..<1_073_741_824: return decimals(value / 1_048_576, 1) + " MiB"
        default: return decimals(value / 1_073_741_824, 2) + " GiB"
        }
    }
}
