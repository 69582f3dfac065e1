// Numbers as people read them.
private import Foundation

/// Formats figures for reports; the decimal sign is a point in every locale.
public enum Figures {
    /// A number with a fixed count of decimals.
    public static func decimals(_ value: Double, _ count: Int) -> String {
        String(format: "%.\(count)f", value)
    }

    /// A share of one as a percentage: 0.9554 is "95.54 %".
    public static func percent(_ share: Double, decimals count: Int = 2) -> String {
        decimals(share * 100, count) + " %"
    }

    /// Digits in groups of three: 1,234,567.
    public static func grouped(_ value: Int64) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        groups.insert(digits, at: 0)
        return (value < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// A rate: 940 k, 1.25 M.
    public static func rate(_ value: Double) -> String {
        switch value {
        case ..<1000: decimals(value, 0)
        case ..<1_000_000: decimals(value / 1000, value < 100_000 ? 1 : 0) + " k"
        default: decimals(value / 1_000_000, 2) + " M"
        }
    }

    /// Seconds as 9 s, 1 m 05 s, 2 h 10 m.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-" }
        let whole = Int64(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) m \(String(format: "%02d", whole % 60)) s" }
        return "\(whole / 3600) h \(String(format: "%02d", whole % 3600 / 60)) m"
    }

    /// A signed number: +1.25, -0.50; zero has no sign.
    public static func signed(_ value: Double, _ count: Int) -> String {
        value == 0 ? decimals(0, count) : (value > 0 ? "+" : "") + decimals(value, count)
    }
}
