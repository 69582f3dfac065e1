// Runs one file of the attack corpus and measures it.
//
// Overshoot is processor time past the wall fence of a call: the watchdog should have ended it
// there. It is the thread's own time, so that a busy machine adds nothing to it. Work of the host
// on a plugin's data (manifest, save) has no fence of its own and is held to the same time.

import Foundation

@testable import Scripting

/// What became of a file.
struct CorpusOutcome {
    var verdict: CorpusFile.Verdict
    var kind = "done"
    var text: String
    /// Where the fault happened: "decide", "save", ...
    var call = ""
    var fuel: Int64 = 0
    /// Processor time of all phases, and the most that one was past its fence.
    var milliseconds = 0.0
    var overshootMilliseconds = 0.0
}

struct CorpusRun {
    let file: CorpusFile
    let budget: CallBudget
    /// What overshoot is counted from.
    private let fenceMilliseconds: Double
    private var milliseconds = 0.0
    private var overshoot = 0.0

    /// `patience`: how many times the fence the watchdog waits, where the machine is busy.
    init(_ file: CorpusFile, budget: CallBudget, patience: Int64 = 1) {
        self.file = file
        self.budget = CallBudget(
            fuelLoad: budget.fuelLoad, fuelCall: budget.fuelCall, memoryBytes: budget.memoryBytes,
            logBytes: budget.logBytes, hostCalls: budget.hostCalls,
            wallMilliseconds: budget.wallMilliseconds * patience)
        fenceMilliseconds = Double(budget.wallMilliseconds)
    }

    /// Runs the file in fresh states.
    mutating func outcome() -> CorpusOutcome {
        var outcome: CorpusOutcome
        do throws(PluginFault) {
            switch file.shape {
            case .script: outcome = try evaluated()
            case .strategy: outcome = try played(strategy: file.text, game: CorpusRun.game)
            case .game: outcome = try played(strategy: CorpusRun.strategy, game: file.text)
            }
        } catch {
            outcome = CorpusRun.outcome(of: error)
        }
        outcome.milliseconds = milliseconds
        outcome.overshootMilliseconds = overshoot
        return outcome
    }

    private static func outcome(of fault: PluginFault) -> CorpusOutcome {
        let isRefusal =
            switch fault.kind {
            case .error, .syntax, .contract, .data: true
            case .fuel, .memory, .wallTime, .log, .hostCalls, .aborted, .process, .quarantined:
                false
            }
        return CorpusOutcome(
            verdict: isRefusal ? .refused : .killed, kind: fault.kind.rawValue,
            text: fault.message, call: fault.call, fuel: fault.fuelUsed)
    }

    /// One phase, with its processor time.
    private mutating func phase<Value: ~Copyable>(
        _ body: () throws(PluginFault) -> Value
    ) throws(PluginFault) -> Value {
        let start = CorpusRun.processorMilliseconds()
        defer {
            let used = CorpusRun.processorMilliseconds() - start
            milliseconds += used
            overshoot = max(overshoot, used - fenceMilliseconds)
        }
        return try body()
    }

    private mutating func evaluated() throws(PluginFault) -> CorpusOutcome {
        let (file, budget) = (file, budget)
        let sandbox = try Plugin.sandbox(file: file.name, budget: budget)
        let result = Result { () throws(PluginFault) in
            try phase { () throws(PluginFault) in
                try sandbox.evaluate(
                    file.text, file: file.name, fuel: file.fuel ?? budget.fuelCall)
            }
        }
        // Whatever happened, the same sandbox goes on.
        let after = try sandbox.evaluate("return 1 + 1", file: "after.lua", fuel: 1000)
        guard after.results == "2" else {
            return CorpusOutcome(verdict: .done, text: "the sandbox is damaged: \(after.results)")
        }
        let done = try result.get()
        return CorpusOutcome(verdict: .done, text: done.results, fuel: done.fuel)
    }

    /// Loads both plugins, plays, saves, and migrates the strategy's memory when it can.
    private mutating func played(
        strategy: String, game: String
    ) throws(PluginFault) -> CorpusOutcome {
        let (budget, rounds) = (budget, file.rounds)
        let player = try phase { () throws(PluginFault) in
            try Plugin.load(text: Array(strategy.utf8), file: "attack.lua", budget: budget)
        }
        let manifest = try phase { () throws(PluginFault) in
            try StrategyManifest(player, text: Array(strategy.utf8))
        }
        let played = try phase { () throws(PluginFault) in
            try Plugin.load(text: Array(game.utf8), file: "game.lua", budget: budget)
        }
        let rules = try phase { () throws(PluginFault) in
            try GameManifest(played, text: Array(game.utf8))
        }
        let driver = try RoundDriver(
            strategy: player, game: played,
            setup: RoundDriver.Setup(
                sessionID: "session-1", gameID: rules.name, currency: "AUD", seed: 20_261_121,
                episode: 0, symbols: rules.symbols, actions: rules.actions, stakes: [10, 20, 50],
                context: manifest.context))
        try phase { () throws(PluginFault) in
            try driver.start(strategyContext: .list([]), gameContext: .list([]))
        }
        driver.money = RoundMoney(balance: 100_000)
        for _ in 0..<rounds {
            let end = try phase { () throws(PluginFault) in driver.play(rounds: 1, fuel: .max) }
            if case .fault(let fault, _) = end { throw fault }
        }
        _ = try phase { () throws(PluginFault) in try driver.save() }
        if manifest.migrates {
            try phase { () throws(PluginFault) in try driver.migrateStrategy(from: "0.9.0") }
            _ = try phase { () throws(PluginFault) in try driver.save() }
        }
        let logs = driver.takeLogs()
        let carry = driver.carry
        let sums = ["\(carry.rounds) rounds", "\(carry.staked) staked"]
        let text = (sums + logs.strategy + logs.game).joined(separator: "; ")
        return CorpusOutcome(
            verdict: .done, text: text, fuel: carry.strategyFuel + carry.gameFuel)
    }

    /// What the attacked plugin meets.
    private static let game = """
        return { name = "test/plain", version = "1", api = 1, stakes = { "0.10" },
        symbols = { "a", "b" }, actions = { "PlaceBet", "Hit" },
        start = function() return { steps = 0 } end,
        observe = function(state) return { steps = state.steps } end,
        step = function(state, action, rng)
            state.steps = state.steps + 1
            return { payout = rng:int(0, 20), symbols = { "b", "a" }, info = { n = state.steps } }
        end }
        """
    private static let strategy = """
        return { name = "plain", version = "1", api = 1, games = { "*" }, context = "summary",
        decide = function(memory, seen)
            pcall(function() return seen.view end)
            return { type = "PlaceBet", amount = 10 }
        end,
        learn = function(memory, seen, reward) memory.reward = reward end }
        """

    /// Processor time of this thread, in milliseconds.
    private static func processorMilliseconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
    }
}
