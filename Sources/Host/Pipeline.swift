// The reader's map: what a plugin's text goes through until it is a verdict. Each step is named by
// the type that stands for it, so that the map can not name what is not there.
//
//   PluginSource -> Plugin -> Decision -> Outcome -> Posting -> RoundRecord -> Chunk
//                -> Sample -> Verdict -> Report
internal import Accounts
internal import Experiments
internal import Play
internal import Reports
internal import Scripting
internal import Statistics
internal import Storage

/// One round and one comparison, step by step.
enum Pipeline {
    /// A file under games/ or strategies/: text, name, SHA-256. Found by `Catalogue`.
    typealias Text = PluginSource

    /// A sandboxed Lua state that loaded the text with fuel charges (CLuaBridge/charges.c,
    /// plugin.c); its manifest checked (StrategyManifest, GameManifest).
    typealias Sandbox = Plugin

    /// Rounds between two sandboxes: decide, wallet checks, step, learn (CLuaBridge/round.c). The
    /// driver's Swift side.
    typealias Driver = RoundDriver

    /// What a decision may cost; the rule that round.c follows.
    typealias Check = Allowance

    /// Slices, checkpoints and the way back after a fault.
    typealias Turn = Session

    /// Sealed rounds: columns, digest before and after, sums.
    typealias Sealed = Chunk

    /// Double entry for the sums of a chunk.
    typealias Money = Posting

    /// The one writer: groups sealed chunks into commits at synchronous=FULL.
    typealias Written = Committer

    /// A round as it is read back and regenerated.
    typealias Regenerated = RoundRecord

    /// One pair of a comparison: both arms on the same random numbers.
    typealias Sample = PairResult

    /// What the samples say so far, valid at every look.
    typealias Verdict = ComparisonVerdict

    /// What people and programs read.
    typealias Report = ComparisonReport
}
