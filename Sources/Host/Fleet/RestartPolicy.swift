// When a session that stopped is started again, and after what wait: a pure rule.
private import Foundation
public import Play
private import Statistics

/// How often, and how soon, a session is started again.
public struct RestartPolicy: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case never
        /// After a fault of a plugin.
        case onFault = "on-fault"
        /// After a fault or a wallet limit: a daily limit opens with the next day.
        case always
    }

    public var kind: Kind
    /// Seconds before the first restart, and the most before any.
    public var waitMin: Double
    public var waitMax: Double
    /// Restarts in a row; playing for longer than `waitMax` begins a new row.
    public var restartsMax: Int

    public init(
        kind: Kind = .never, waitMin: Double = 1, waitMax: Double = 300, restartsMax: Int = 10
    ) {
        self.kind = kind
        self.waitMin = waitMin
        self.waitMax = waitMax
        self.restartsMax = restartsMax
    }

    /// Whether an end is one that a restart may cure. What has reached its goal, and what is over
    /// for good, stays as it is.
    public func covers(_ reason: SessionEnd.Reason) -> Bool {
        switch reason {
        case .fault: kind != .never
        case .limit: kind == .always
        case .rounds, .time, .profit, .loss, .ruin, .cashOut, .gameOver, .interrupted: false
        }
    }

    /// Seconds before a restart: `waitMin` doubled for each restart before it in the row, at most
    /// `waitMax`, and then up to a fifth more or less, so that sessions that fail together do not
    /// come back together. The same seed gives the same waits.
    ///
    /// - Parameter restart: its number in the row, from 1.
    public func seconds(beforeRestart restart: Int, seed: UInt64) -> Double {
        let doublings = Double(min(max(restart - 1, 0), 60))
        let plain = min(waitMax, waitMin * pow(2, doublings))
        var generator = SplitMix64(seed: seed &+ UInt64(clamping: restart) &* 0x9e37_79b9)
        let share = Double(generator.next() >> 11) * 0x1p-53
        return plain * (0.8 + 0.4 * share)
    }
}
