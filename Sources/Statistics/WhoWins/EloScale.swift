// What a number of Elo means: a mean score, by one of two scales.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How Elo is turned into a mean score of 0 (always loses) to 1 (always wins).
public enum EloScale: String, CaseIterable, Sendable, Codable {
    /// Score 1 / (1 + 10^(-elo / 400)); depends on how many are drawn.
    case logistic
    /// (score - 1/2) / standard deviation of a score, times 800 / ln 10: differences that need the
    /// same number of samples have the same normalized Elo, however many are drawn. M. Van den
    /// Bergh, "Normalized Elo", 2020.
    case normalized

    /// Normalized Elo of a score that is one standard deviation above 1/2: 800 / ln 10 = 347.4355855.
    public static let normalizedUnit = 800 / log(10.0)

    /// The mean score of this logistic Elo.
    public static func score(ofLogistic elo: Double) -> Double { 1 / (1 + pow(10, -elo / 400)) }

    /// The logistic Elo of a mean score; scores are held to 0.001...0.999, 1,200 Elo either way.
    public static func logistic(ofScore score: Double) -> Double {
        -400 * log10(1 / min(0.999, max(0.001, score)) - 1)
    }
}
