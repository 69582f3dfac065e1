// One host from its first start to the end of its sessions, with everything that can happen to it.
//
// The seed decides it all: what is played, whose turn it is, how long a slice is, when the committer
// writes, what is edited and asked for, what the clocks say, and every accident. There are no threads,
// and nothing real is waited for.

import CFaultDisk
import Encoding
import Play
import SeededRandom
import SimulatedDisk

@testable import Host
@testable import Storage

/// A host, its disk, its clock, and those who edit and look after it.
struct HostSimulation {
    let disk: FaultDisk
    let features: SimulationFeatures
    let sessions: [SimulatedSession]
    let wallet: SimulatedWallet?
    let editor: SimulatedEditor
    var generator: SeededGenerator
    var result = SimulationResult()
    /// What was acknowledged in all lives.
    var acknowledged = WrittenFacts.Facts()
    /// Sessions whose rounds are kept for ever.
    var kept: Set<String> = []
    /// Whether rounds of others may have been given up.
    var hasRetired = false
    /// Whether this life's accident has the disk refuse something.
    private(set) var mayFail = false
    private let settings: StoreSettings
    private let clock: VirtualClock
    /// Names of sessions that were paused or stopped when the last host ended.
    var atRest: Set<String> = []
    /// Names of those that had no more to play then.
    var wereDone: Set<String> = []
    /// No accidents happen any more, and nobody asks for anything.
    var isCalm: Bool { result[.lives] > Self.livesWithAccidents }
    /// Sessions that have nothing more to play.
    private var finished: Set<String> = []
    private var trace = SHA256Stream()

    /// Lives after which no more accidents happen, so that a simulation has an end.
    private static let livesWithAccidents = 10
    /// Lives in which everything must be played.
    private static let livesMax = 60
    /// Steps of the longest life: one that plays over a checkpoint, at a person's pace.
    private static let stepsMax = 200_000

    /// - Parameter synchronous: 2, FULL, in earnest.
    init(seed: UInt64, synchronous: Int = 2) throws {
        generator = SeededGenerator(seed: seed)
        disk = try FaultDisk(seed: generator.next())
        clock = VirtualClock(seed: generator.next())
        var settings = disk.settings(
            synchronous: synchronous,
            logBytesPerCheckpoint: generator.pick([30_000, 100_000, 400_000]))
        settings.now = { [clock] in clock.wallMilliseconds }
        self.settings = settings
        features = SimulationFeatures(&generator)
        (sessions, wallet) = try features.sessions(&generator)
        editor = try SimulatedEditor(
            folder: disk.folder.path + "/plugins", sessions, seed: generator.next(),
            percent: features.hasEditor ? generator.pick([5, 15, 40]) : 0)
    }

    /// Lives until every session has ended, then a last look.
    mutating func run() -> SimulationResult {
        do {
            while finished.count < sessions.count {
                guard result[.lives] < Self.livesMax else {
                    result.problems.append("\(sessions.count - finished.count) sessions do not end")
                    break
                }
                result[.lives] += 1
                try live()
            }
            if result.problems.isEmpty, let store = try open() {
                try look(store)
                result[.rounds] = try sessions.reduce(0) {
                    $0 + Int(try store.session($1.id).headRound)
                }
                for line in try compare(store) { note(line) }
                store.close()
            }
        } catch {
            result.problems.append("life \(result[.lives]): \(error)")
        }
        result[.saves] = editor.saves
        result[.rollbacks] = editor.rollbacks
        result[.grants] = acknowledged.grants
        result[.seedChunks] = acknowledged.seedChunks
        result.digest = trace.digest.hex
        return result
    }

    /// From a start of the host to its end, whatever that is.
    private mutating func live() throws {
        let accident = isCalm ? .drain : generator.pick(SimulatedAccident.allCases)
        if accident == .powerCutByItself || accident == .killByItself {
            disk.cut(at: Int64.random(in: 1...300, using: &generator))
        }
        guard let store = try open() else { return restore(accident) }
        try look(store)
        mayFail = false
        guard var host = try start(on: store) else {
            store.close()
            return disk.isCut ? restore(accident) : ()
        }
        defer { host.dispose() }
        welcome(host.fleet)
        let steps = isCalm ? Int.max : Int.random(in: 1...40, using: &generator)
        var happened = false
        while !host.isOver, !disk.isCut {
            if host.steps >= steps, !happened {
                happened = true
                mayFail = accident.isOfTheDisk
                guard try meet(accident, host) else { break }
            }
            guard host.steps < Self.stepsMax else {
                result.problems.append("a host does not come to an end")
                break
            }
            host.step()
            if !disk.isCut { try goOn(host) }
            changeClock()
        }
        try end(&host, store, accident)
    }

    /// As `stratagem up` starts; `nil` where it does not: its power went, or a plugin's file can not
    /// be played and nothing of it is stored.
    private mutating func start(on store: JournalStore) throws -> SimulatedHost? {
        do {
            if let wallet {
                try wallet.create(in: store, day: clock.clock.day)
                // Who runs no host may fund the wallet, too.
                if isCalm || generator.chance(20) { try wallet.fund(in: store) }
            }
            let plan = try plan(in: store)
            try lookAtPlaces(in: store, plan)
            return try SimulatedHost(
                store, plan, clock: clock, placeRounds: features.placeRounds, editor: editor,
                seed: generator.next())
        } catch {
            guard !disk.isCut else { return nil }
            guard error is PlayError || error is FlawedBeginning, editor.isAtWork else {
                throw error
            }
            result[.refusedStarts] += 1
            try editor.repair()
            return nil
        }
    }

    /// What a run file with some of the sessions means now.
    func plan(in store: JournalStore, without left: String? = nil) throws -> FleetPlan {
        var file = RunFile(file: "run.yaml")
        file.groups = sessions.map(\.group).filter { $0.name != left }
        let plan = try FleetPlan(file, store: store) { [editor] _ in editor.catalogue }
        for item in plan.items where !item.isStored {
            let hashes = [item.blueprint.game.source.hash, item.blueprint.strategy.source.hash]
            guard editor.flawed.isDisjoint(with: hashes) else { throw FlawedBeginning() }
        }
        return plan
    }

    /// A session would begin with a text that has a flaw which shows only while it plays. Nobody
    /// tries that on purpose; what comes of it would be told and be no surprise.
    private struct FlawedBeginning: Error {}

    /// What happens beside play.
    private mutating func goOn(_ host: SimulatedHost) throws {
        let store = host.fleet.means.store
        if let changed = try editor.step(store) { host.watch?.change(changed) }
        if features.hasSegments, generator.chance(6) { try tidyUp(store) }
        if features.hasOperator, !isCalm, generator.chance(8) { ask(host.fleet) }
        guard let wallet, !disk.isCut else { return }
        if generator.chance(2) {
            result.problems += try wallet.problems(in: store, of: sessions, isAtRest: false)
        }
        guard generator.chance(host.isStarved ? 30 : 1) else { return }
        if wallet.fund(through: host.fleet) { result[.funds] += 1 }
    }

    /// The accident happens; false when it ends the host at once.
    private mutating func meet(
        _ accident: SimulatedAccident, _ host: SimulatedHost
    ) throws -> Bool {
        switch accident {
        case .drain:
            host.fleet.drain("asked to")
        case .kill, .powerCut:
            if features.hasSegments {
                disk.cut(at: disk.events + Int64.random(in: 1...120, using: &generator))
                try tidyUp(host.fleet.means.store)
                result[.upkeepsCut] += disk.isCut ? 1 : 0
            }
            disk.cut()
            return false
        case .failedSync:
            disk.fail(FAULT_SYNC, FAULT_ERROR, nth: 1, times: generator.pick([1, 1000]))
        case .fullDisk:
            disk.fail(FAULT_WRITE, FAULT_FULL, nth: 1, times: generator.pick([1, 1000]))
        case .shortWrite:
            let nth = Int64.random(in: 1...20, using: &generator)
            disk.fail(FAULT_WRITE, FAULT_SHORT, nth: nth, times: 1)
        case .powerCutByItself, .killByItself:
            break
        }
        return true
    }

    private mutating func end(
        _ host: inout SimulatedHost, _ store: JournalStore, _ accident: SimulatedAccident
    ) throws {
        host.drain { [disk] in disk.isCut }
        if !disk.isCut, host.hasFailed {
            result[.failedCommits] += 1
            if !mayFail { result.problems.append("failed without an accident") }
        }
        gather(host)
        if !disk.isCut, !host.hasFailed { try noteFinished(store) }
        // Somebody waits for tomorrow.
        if host.fleet.members.contains(where: { $0.detail.contains("limit") }) {
            result[.daysUsedUp] += 1
            clock.setWall(by: 86_400_000)
        }
        let facts = host.written.facts
        if SimulatedLog.isTold { print("life \(result[.lives]) ends: \(accident)") }
        note("\(accident) \(host.steps) \(clock.now) \(facts.rounds.sorted { $0.key < $1.key })")
        note("\(facts.reloads.values.map(\.count).sorted()) \(facts.grants)")
        disk.stopFailing()
        // A disk that fails may keep what a session held from going back before the next start.
        let isOwed = host.fleet.members.contains(where: \.owesPart)
        if let wallet, !disk.isCut, !host.hasFailed, !isOwed {
            result.problems += try wallet.problems(in: store, of: sessions, isAtRest: true)
        }
        // Closing may be what the accident meets.
        store.close()
        if disk.isCut { restore(accident) } else if accident == .drain { result[.drains] += 1 }
    }

    private mutating func gather(_ host: SimulatedHost) {
        let problems = host.problems + host.log.problems
        result.problems += problems.map { "life \(result[.lives]): \($0)" }
        result.problems += self.problems(of: host.texts.events)
        acknowledged.merge(host.written.facts)
        noteRest(of: host.fleet)
        result[.steps] += host.steps
        result[.walletWaits] += host.log.walletWaits
        result[.restarts] += host.log.restarts
        result[.sleeps] += host.sleeps
        result[.reloads] += host.texts.events.count { $0.isTaken }
        result[.refusals] += host.texts.events.count { !$0.isTaken }
    }

    private mutating func noteFinished(_ store: JournalStore) throws {
        let known = Set(try store.sessions().map(\.id))
        for session in sessions where known.contains(session.id) {
            let stored = try store.session(session.id)
            if !stored.isResumable || stored.headRound >= session.rounds {
                finished.insert(session.id)
            }
        }
    }

    /// Everything is closed: puts in place what is left of the files.
    private mutating func restore(_ accident: SimulatedAccident) {
        if accident == .kill || accident == .killByItself {
            result[.kills] += 1
            disk.revive()
        } else {
            result[.powerCuts] += 1
            disk.cut()
            disk.restore()
        }
    }

    /// `nil` when the power goes while the store is opened.
    private func open() throws -> JournalStore? {
        do {
            return try JournalStore(
                directory: disk.folder.store, mode: .readWrite, engine: "simulation",
                settings: settings)
        } catch {
            guard !disk.isCut else { return nil }
            throw error
        }
    }

    private mutating func changeClock() {
        if generator.chance(20) {
            clock.advance(milliseconds: UInt64.random(in: 0...40, using: &generator))
        }
        guard generator.chance(wallet == nil ? 1 : 4) else { return }
        result[.clockChanges] += 1
        let hour: Int64 = 3_600_000
        clock.setWall(by: generator.pick([-24 * hour, -hour, -1000, 1000, hour, 24 * hour]))
    }

    private mutating func note(_ text: String) {
        trace.update(Array(text.utf8))
    }
}
