// What a running host does for its store beside play: it moves old rounds into segments, and gives up
// those that nobody wants any more.
private import Foundation
internal import Storage

/// A thread that looks after a store. What goes wrong here is told and tried again later; play goes
/// on, because nothing that was acknowledged depends on it.
///
/// `@unchecked Sendable`: everything mutable is touched with `condition` locked.
final class StoreUpkeep: @unchecked Sendable {
    private let store: JournalStore
    private let rules: SegmentRules
    /// Takes events on any thread.
    private let log: FleetEvent.Sink
    private let condition = NSCondition()
    private var isStopping = false
    private var hasEnded = true

    /// Seconds between two looks, and after how many failures in a row the wait stays as it is.
    private static let secondsBetween = 60.0
    private static let doublingsMax = 6

    init(_ store: JournalStore, _ rules: SegmentRules, log: @escaping FleetEvent.Sink) {
        (self.store, self.rules, self.log) = (store, rules, log)
    }

    /// Begins, if there is anything to do by the rules.
    func start() {
        guard rules.sealer != nil || !rules.retention.isEmpty else { return }
        hasEnded = false
        let thread = Thread { self.run() }
        thread.name = "upkeep"
        thread.start()
    }

    /// Ends after the step that it is at, and returns then. The next host goes on from there.
    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopping = true
        condition.broadcast()
        while !hasEnded { condition.wait() }
    }

    private func run() {
        // What is to move soon is looked for soon.
        let age = rules.sealAfterMilliseconds.map { Double($0) / 2000 } ?? .infinity
        let period = min(StoreUpkeep.secondsBetween, max(1, age))
        var failures = 0
        while pause(period * Double(1 << min(failures, StoreUpkeep.doublingsMax))) {
            do {
                try look()
                failures = 0
            } catch {
                failures += 1
                log(FleetEvent(.warning, "rounds stay where they are for now: \(error)"))
            }
        }
        condition.lock()
        hasEnded = true
        condition.broadcast()
        condition.unlock()
    }

    private func look() throws(StorageError) {
        if let settings = rules.sealer {
            let sealer = Sealer(store, settings, isStopped: { [self] in mustStop })
            for segment in try sealer.run().segments {
                log(
                    FleetEvent(
                        .info, "sealed \(segment.name)",
                        ["rounds": "\(segment.rounds)", "bytes": "\(segment.bytes)"]))
            }
        }
        let policy = rules.retention
        guard !policy.isEmpty, !mustStop else { return }
        let settings = rules.sealer ?? SealerSettings(restFactor: 3)
        for item in try Retention(store, settings).run(policy) {
            log(
                FleetEvent(
                    .info, "retired \(item.segment.name)",
                    [
                        "rounds": "\(item.segment.rounds)", "bytes": "\(item.segment.bytes)",
                        "why": item.reason.rawValue,
                    ]))
        }
    }

    private var mustStop: Bool {
        condition.lock()
        defer { condition.unlock() }
        return isStopping
    }

    /// Waits; false when it is to end.
    private func pause(_ seconds: Double) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        let until = Date(timeIntervalSinceNow: seconds)
        while !isStopping, condition.wait(until: until) {}
        return !isStopping
    }
}
