// Plays the rounds of a fingerprint: the game is a black box, of which outcomes are kept.
public import Play
internal import Scripting

/// Plays rounds of a blueprint into a sample. One thread at a time.
public final class FingerprintPlayer {
    public private(set) var sample: FingerprintSample
    /// Why the session ended before it was asked to; `nil` when it did not.
    public private(set) var end: SessionEnd?
    private let session: Session

    /// Loads the plugins. Throws `PLUGIN_FAULT` when one fails.
    public init(_ blueprint: SessionBlueprint) throws(PlayError) {
        session = try Session(blueprint, isJournalled: false)
        session.keepsRecords = true
        sample = FingerprintSample(blueprint.game.manifest)
    }

    /// Plays up to so many rounds more, one slice at the most.
    ///
    /// Throws the fault of a plugin.
    ///
    /// - Returns: whether more can be played.
    public func play(rounds: Int64) throws(PlayError) -> Bool {
        let slice = session.play(rounds: rounds)
        sample.add(try session.takeOutcomes(width: sample.width))
        guard case .ended(let end) = slice else { return true }
        self.end = end
        if end.reason == .fault, let last = session.takeFaults().last {
            throw PlayError(last.fault)
        }
        return false
    }

    /// The digest over all rounds, as `run` prints it.
    public var digest: String { session.digest }

    /// A strategy that stakes the same in every round: what a fingerprint plays when no strategy is
    /// named.
    ///
    /// - Parameter stake: minor units.
    public static func flatStrategyText(stake: Int64) -> String {
        """
        return {
          name = "flat-stake", version = "1.0.0", api = 1, games = { "*", "*/*" },
          context = "bootstrap",
          start = function() return { stake = \(stake) } end,
          decide = function(memory) return { type = "PlaceBet", amount = memory.stake } end,
        }
        """
    }
}
