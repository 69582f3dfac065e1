// The warden starts, ends and counts the processes of isolated plugins, on a loop of its own.
//
// A request to a plugin blocks the worker that plays it, so somebody else has to be there to reap a
// child, and to kill one: a thread that only runs a loop. It begins with the first process. There is
// no heartbeat to miss: a plugin's process does nothing but answer requests, every request has a
// deadline, the loop hears of each end at once, and the host's end ends the process.
public import EventLoop
private import Foundation
public import Scripting
private import Synchronization

/// Starts processes for plugins, and refuses those whose processes had to be ended too often.
///
/// Any thread, except its own. Shut it down when everything that plays is let go.
public final class PluginWarden: PluginLauncher {
    /// How much patience the warden has.
    public struct Patience: Hashable, Sendable {
        /// Wall time of one call, after which it is stopped from inside: milliseconds.
        public var callMilliseconds: Int64
        /// Wall time of one call, after which its process is killed: milliseconds.
        public var requestMilliseconds: Int64
        /// Lost processes after which a plugin is not started again.
        public var lossesMax: Int

        public init(
            callMilliseconds: Int64 = 600, requestMilliseconds: Int64 = 800, lossesMax: Int = 3
        ) {
            self.callMilliseconds = callMilliseconds
            self.requestMilliseconds = requestMilliseconds
            self.lossesMax = lossesMax
        }
    }

    private struct State {
        var thread: LoopThread?
        var isShutDown = false
        /// Processes that run, by number.
        var running: [Int: WardedProcess] = [:]
        var startedCount = 0
        /// Losses of each plugin, by the hash of its text.
        var losses: [String: (count: Int, last: String)] = [:]
    }

    /// The program that a plugin's process runs.
    public let program: String
    private let patience: Patience
    private let state = Mutex(State())

    /// - Parameter program: the path of `stratagem-plugin`; the one beside this program unless told
    ///   otherwise.
    public init(program: String? = nil, patience: Patience = Patience()) {
        self.program = program ?? PluginWarden.programBesideThis
        self.patience = patience
    }

    public var callMilliseconds: Int64 { patience.callMilliseconds }

    public var requestMilliseconds: Int64 { patience.requestMilliseconds }

    /// Processes that run now.
    public var runningCount: Int { state.withLock { $0.running.count } }

    /// Process identifiers of those that run now, oldest first.
    public var processIdentifiers: [CInt] {
        state.withLock { $0.running.sorted { $0.key < $1.key }.map(\.value.processIdentifier) }
    }

    /// Processes that were started in all.
    public var startedCount: Int { state.withLock { $0.startedCount } }

    public func launch(
        file: String, identity: String
    ) throws(PluginFault) -> any PluginProcess {
        try refuseQuarantined(file: file, identity: identity)
        do throws(LoopError) {
            return try start(on: try ready(), identity: identity)
        } catch {
            throw refusal(file, .process, startFailure(error))
        }
    }

    /// Ends all processes and the loop; gives the handles that were left open, a defect if any.
    public func shutdown() -> [OpenHandle] {
        let (thread, running) = state.withLock { state in
            state.isShutDown = true
            defer { state.thread = nil }
            return (state.thread, Array(state.running.values))
        }
        guard let thread else { return [] }
        for process in running { process.kill() }
        for process in running { process.waitForEnd() }
        return thread.shutdown()
    }

    // MARK: Start

    private func start(
        on loop: Loop, identity: String
    ) throws(LoopError) -> any PluginProcess {
        let process = try WardedProcess(program: program, on: loop)
        let number = state.withLock { state in
            state.startedCount += 1
            return state.startedCount
        }
        process.whenLost = { [weak self] reason in self?.note(loss: reason, of: identity) }
        process.whenEnded = { [weak self] in
            self?.state.withLock { $0.running[number] = nil }
        }
        state.withLock { $0.running[number] = process }
        do throws(LoopError) {
            try process.start()
        } catch {
            state.withLock { $0.running[number] = nil }
            throw error
        }
        return process
    }

    private func refuseQuarantined(file: String, identity: String) throws(PluginFault) {
        guard let losses = state.withLock({ $0.losses[identity] }),
            losses.count >= patience.lossesMax
        else { return }
        throw refusal(
            file, .quarantined,
            "is in quarantine: its process had to be ended \(losses.count) times in this run, at "
                + "last because it \(losses.last). Nothing of it runs until its text changes or "
                + "the program is started again; `quarantine_after` in stratagem.yaml sets how "
                + "often is too often")
    }

    /// The loop, begun when there is none.
    private func ready() throws(LoopError) -> Loop {
        try state.withLock { (state) throws(LoopError) in
            precondition(!state.isShutDown, "a plugin was started after its warden was shut down")
            if let thread = state.thread { return thread.loop }
            let thread = try LoopThread(label: "plugin processes")
            state.thread = thread
            return thread.loop
        }
    }

    private func note(loss reason: String, of identity: String) {
        state.withLock { state in
            let before = state.losses[identity]?.count ?? 0
            state.losses[identity] = (before + 1, reason)
        }
    }

    private func startFailure(_ error: LoopError) -> String {
        guard !FileManager.default.isExecutableFile(atPath: program) else {
            return "its process could not be started: \(error)"
        }
        return "isolated plugins need the program stratagem-plugin, which is not at \(program): "
            + "build it beside this one (swift build --product stratagem-plugin), or use "
            + "--isolation none"
    }

    private func refusal(
        _ file: String, _ kind: PluginFault.Kind, _ message: String
    ) -> PluginFault {
        PluginFault(
            kind: kind, role: nil, file: file, line: nil, call: "", message: message)
    }

    /// `stratagem-plugin` in the folder of this program.
    public static var programBesideThis: String {
        let own = Bench.ownProgram ?? CommandLine.arguments.first ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().path + "/stratagem-plugin"
    }
}
