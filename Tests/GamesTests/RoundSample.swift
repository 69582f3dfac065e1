// Many rounds of a game, as moments of payout over stake.

import Play
import Testing

/// How often each payout came, and what follows from it.
struct RoundSample {
    /// Payout in stakes -> rounds. Payouts of these games are multiples of 1/30 of a stake at
    /// least, so equal payouts are equal numbers.
    private(set) var counts: [Double: Int] = [:]
    private(set) var rounds = 0

    mutating func add(_ payout: Double, count: Int) {
        counts[payout, default: 0] += count
        rounds += count
    }

    private func mean(of value: (Double) -> Double) -> Double {
        counts.reduce(0) { $0 + value($1.key) * Double($1.value) } / Double(rounds)
    }

    var mean: Double { mean { $0 } }

    var hitFrequency: Double { mean { $0 > 0 ? 1 : 0 } }

    var standardDeviation: Double {
        let center = mean
        return mean { ($0 - center) * ($0 - center) }.squareRoot()
    }

    /// How many standard errors the mean is from one that is known with its standard deviation.
    func meanScore(_ expected: Double, deviation: Double) -> Double {
        (mean - expected) / (deviation / Double(rounds).squareRoot())
    }

    /// How many standard errors a share of the rounds is from a known probability.
    func shareScore(_ share: Double, _ chance: Double) -> Double {
        (share - chance) / (chance * (1 - chance) / Double(rounds)).squareRoot()
    }

    /// How many standard errors the variance is from a known one; its standard error is taken from
    /// the sample's own fourth moment: var(s^2) = (m4 - s^4) / n.
    func varianceScore(deviation: Double) -> Double {
        let center = mean
        let variance = mean { ($0 - center) * ($0 - center) }
        let fourth = mean { value in
            let square = (value - center) * (value - center)
            return square * square
        }
        let error = ((fourth - variance * variance) / Double(rounds)).squareRoot()
        return (variance - deviation * deviation) / error
    }
}

/// Plays sessions of the product and reads the rounds back from their journal.
struct RoundSampler {
    var game: GameDefinition
    var strategy: StrategyDefinition
    var variant: String?
    var parameters: [String: String] = [:]
    var seed: UInt64 = 20_260

    /// Rounds of the long statistical tests: the issue asks for 10^7; a debug build plays fewer.
    static var longRun: Int64 {
        #if DEBUG
            300_000
        #else
            10_000_000
        #endif
    }

    func sample(rounds: Int64) throws -> RoundSample {
        let values = try ParameterValues.values(
            for: strategy.manifest, given: parameters, currency: "AUD")
        let configuration = SessionConfiguration(
            id: "00000000-0000-4000-8000-000000000001", game: game.reference,
            strategy: strategy.reference, variant: variant, parameters: values, seed: seed,
            currency: "AUD", bankroll: 1 << 50)
        let session = try Session(
            try SessionBlueprint(configuration: configuration, game: game, strategy: strategy))
        var sample = RoundSample()
        while session.rounds < rounds {
            let end = session.play(rounds: rounds - session.rounds)
            try #require(end == .more, "\(end)")
            guard session.wantsSeal || session.rounds == rounds else { continue }
            for chunk in session.seal() { try add(chunk, to: &sample) }
        }
        return sample
    }

    private func add(_ chunk: Chunk, to sample: inout RoundSample) throws {
        let columns = try ChunkColumns(deflated: chunk.body)
        var counts = [Int](repeating: 0, count: columns.tuples.count)
        for index in columns.indexes { counts[Int(index)] += 1 }
        for (tuple, count) in zip(columns.tuples, counts) {
            let (stake, payout) = RoundSampler.money(of: tuple)
            sample.add(Double(payout) / Double(stake), count: count)
        }
    }

    /// Stake and payout of a round tuple, by the layout that CLuaBridge/columns.c states.
    private static func money(of tuple: [UInt8]) -> (stake: Int64, payout: Int64) {
        var (numbers, value, shift): ([Int64], Int64, Int64) = ([], 0, 0)
        for byte in tuple.dropFirst(3) {
            value |= Int64(byte & 0x7f) << shift
            shift += 7
            guard byte < 0x80 else { continue }
            numbers.append(value)
            (value, shift) = (0, 0)
        }
        var (stake, payout) = (Int64(0), Int64(0))
        for at in Swift.stride(from: 0, to: numbers.count, by: 3) {
            stake += numbers[at + 1]
            payout += numbers[at + 2]
        }
        return (stake, payout)
    }
}
