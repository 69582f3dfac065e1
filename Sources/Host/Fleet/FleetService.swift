// What lives on the core loop while a fleet plays: signals, ticks, the control socket, and notices
// to a service manager.
internal import EventLoop
private import Foundation
internal import Play
internal import Reports
private import Storage

/// Runs the core loop of `stratagem up`.
///
/// `@unchecked Sendable`: everything is touched on the core loop's thread.
final class FleetService: @unchecked Sendable {
    private let fleet: Fleet
    private let host: FleetRun
    private let plan: (RunFile) throws -> FleetPlan
    private let notice: ServiceNotice?
    private let core: Loop
    private var handles: [Handle] = []
    private var wasInterrupted = false
    private var ticks = 0
    private let heap: HeapUpkeep
    private var wasPaused = false
    private var deadline: EventLoop.Timer?

    /// A request may come this long after the connection, and a connection be held this long.
    private static let patience = Duration.seconds(60)

    init(
        _ fleet: Fleet, _ run: FleetRun, core: Loop, plan: @escaping (RunFile) throws -> FleetPlan
    ) {
        self.fleet = fleet
        self.core = core
        host = run
        self.plan = plan
        heap = HeapUpkeep(core: core)
        notice = ServiceNotice(environment: run.settings.environment)
    }

    /// Turns the loop until the fleet has ended. Throws what the journal failed with.
    func run() throws -> FleetRun.Ending {
        defer { for handle in handles { handle.close() } }
        fleet.whenEnded = { [unowned self] in core.stop() }
        try listen()
        try watchSignals()
        let timer = try EventLoop.Timer(on: core, label: "look") { [unowned self] _ in tick() }
        handles.append(timer)
        timer.start(after: .milliseconds(200), every: .seconds(1))
        if let notice, let period = notice.watchdogPeriod {
            let watchdog = try EventLoop.Timer(on: core, label: "watchdog") { _ in notice.alive() }
            handles.append(watchdog)
            watchdog.start(after: .zero, every: period)
        }
        host.log(
            FleetEvent(
                .info,
                "up: \(fleet.members.count) sessions on \(fleet.means.workers.count) workers",
                ["run_file": fleet.plan.file.file, "store": fleet.means.store.directory]))
        core.post { [self] in fleet.begin() }
        notice?.ready("\(fleet.members.count) sessions")
        core.run()
        fleet.tellOfPause()
        fleet.remember()
        let status = fleet.status(all: false, isTick: true)
        host.whenLooked(status)
        if let failure = fleet.failure { throw fleet.explained(failure) }
        return FleetRun.Ending(wasInterrupted: wasInterrupted, status: status)
    }

    private func tick() {
        ticks += 1
        if ticks % HeapUpkeep.period == 0 { heap.lookAgain() }
        fleet.look()
        let status = fleet.status(all: false, isTick: true)
        host.whenLooked(status)
        let isPaused = status.pause != nil
        if ticks % 5 == 0 || isPaused != wasPaused {
            fleet.remember()
            notice?.status(
                status.pause?.text
                    ?? status.recoveryText + "\(status.sessionCount) sessions, "
                    + "\(status.states["playing"] ?? 0) playing, "
                    + "\(Figures.rate(status.roundsPerSecond)) rounds/s")
        }
        wasPaused = isPaused
    }

    // MARK: The end

    private func drain(_ why: String) {
        notice?.stopping()
        fleet.drain(why)
        guard deadline == nil, !handles.isEmpty else { return }
        deadline = try? core.after(
            .seconds(FleetRun.drainSecondsMax), label: "end by force"
        ) { [unowned self] in
            host.log(
                FleetEvent(
                    .error,
                    "sessions did not end within \(Int(FleetRun.drainSecondsMax)) s; ending "
                        + "without them: they go on from their last commit"))
            Foundation.exit(1)
        }
        if let deadline { handles.append(deadline) }
    }

    private func watchSignals() throws {
        for signal in [Signal.interrupt, .terminate] {
            handles.append(
                try SignalSource(on: core, signal, label: "stop on \(signal)") { [unowned self] _ in
                    wasInterrupted = wasInterrupted || signal == .interrupt
                    drain("\(signal)")
                })
        }
        handles.append(
            try SignalSource(on: core, .hangUp, label: "read the run file again") {
                [unowned self] _ in reload()
            })
        // Who read the log went away: its lines are lost, the sessions play on.
        handles.append(
            try SignalSource(on: core, .brokenPipe, label: "play on without a reader") { _ in })
    }

    /// A run file that can not be used changes nothing.
    private func reload() {
        do {
            fleet.apply(try plan(try RunFile.read(host.settings.runFile)))
        } catch {
            host.log(
                FleetEvent(.error, "the run file was not taken, all goes on as before: \(error)"))
        }
    }

    // MARK: Control

    /// The store's lock is ours, so a socket that is there belongs to nobody any more.
    private func listen() throws {
        let path = ControlClient.socketPath(store: host.settings.store)
        let server = try LocalServer(on: core, path: path, label: "control") {
            [unowned self] connection in
            do throws(LoopError) {
                try connection.readLines(
                    bytesMax: ControlRequest.bytesMax, patience: FleetService.patience,
                    whenTooLong: { connection in
                        let error = PlayError(
                            .invalidInput,
                            "a question has at most \(ControlRequest.bytesMax) bytes")
                        connection.send(ControlAnswer(error).line, thenClose: true)
                    },
                    whenLine: { [unowned self] connection, line in
                        connection.send(answer(line).line)
                    })
            } catch {
                connection.close()
            }
        }
        handles.append(server)
    }

    private func answer(_ line: [UInt8]) -> ControlAnswer {
        do throws(PlayError) {
            let request = try ControlRequest.decoded(line)
            if request.command == ControlRequest.Command.stop.rawValue, request.session == nil {
                let answer = ControlAnswer(
                    message: "stopping all \(fleet.members.count) sessions")
                // After the answer is on its way.
                core.post { [self] in drain("asked to") }
                return answer
            }
            return fleet.answer(request)
        } catch {
            return ControlAnswer(error)
        }
    }
}
