// One plugin's process, as its warden keeps it.
internal import EventLoop
private import Foundation
internal import Scripting
private import Synchronization

/// A child process with the socket to it.
///
/// `@unchecked Sendable`: the two callbacks are set before the process starts and only read later;
/// everything else is constant or behind the lock.
final class WardedProcess: PluginProcess, @unchecked Sendable {
    private struct State: ~Copyable {
        var sockets: SocketPair?
        var child: ChildProcess?
        var processIdentifier: CInt = 0
        var ending: ChildResult.Ending?
        var isKilled = false
    }

    private let program: String
    private let loop: Loop
    private let state: Mutex<State>
    /// Entered while the process runs.
    private let life = DispatchGroup()
    /// Told why, when the plugin was lost.
    var whenLost: @Sendable (String) -> Void = { _ in }
    /// Called on the loop's thread when the process is gone.
    var whenEnded: @Sendable () -> Void = {}

    /// How long the end of a process that closed its socket is waited for. It is on its way.
    private static let endWait = DispatchTimeInterval.milliseconds(200)

    init(program: String, on loop: Loop) throws(LoopError) {
        self.program = program
        self.loop = loop
        state = Mutex(State(sockets: try SocketPair()))
    }

    var processIdentifier: CInt { state.withLock { $0.processIdentifier } }

    /// Starts it on the loop's thread and waits until it is started.
    func start() throws(LoopError) {
        let theirs = state.withLock { $0.sockets?.theirs ?? -1 }
        let started = DispatchSemaphore(value: 0)
        let failure = Mutex<LoopError?>(nil)
        life.enter()
        loop.post { [self] in
            do throws(LoopError) {
                // Nothing of the host's surroundings is passed on.
                let command = ChildCommand(
                    program, environment: [:], folder: "/", outputBytesMax: 4096,
                    inherited: theirs)
                let child = try ChildProcess(on: loop, command, label: "plugin") { [self] in
                    ended($0.ending)
                }
                state.withLock {
                    $0.child = child
                    $0.processIdentifier = child.processIdentifier
                }
            } catch {
                failure.withLock { $0 = error }
                life.leave()
            }
            started.signal()
        }
        started.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    func takeDescriptor() -> Int32 {
        state.withLock { state in
            // With the pair the child's end is closed here: an end of the child is then heard.
            defer { state.sockets = nil }
            return state.sockets?.takeOurs() ?? -1
        }
    }

    func end(after loss: PluginLoss?) -> String? {
        guard let loss else {
            kill()
            return nil
        }
        if loss == .ended { _ = life.wait(timeout: .now() + WardedProcess.endWait) }
        let ending = state.withLock { $0.isKilled ? nil : $0.ending }
        kill()
        switch loss {
        case .timedOut: whenLost("did not answer in time")
        case .untrustworthy: whenLost("sent an answer that no plugin's process sends")
        case .ended: whenLost(ending.map { WardedProcess.text($0) } ?? "ended")
        }
        return ending.map { "it " + WardedProcess.text($0) }
    }

    func kill() {
        let isFirst = state.withLock { state in
            defer { state.isKilled = true }
            return !state.isKilled && state.ending == nil
        }
        guard isFirst else { return }
        // A loop that is closed has killed its children already.
        _ = loop.postUnlessClosed { [self] in state.withLock { $0.child }?.close() }
    }

    func waitForEnd() { life.wait() }

    private func ended(_ ending: ChildResult.Ending) {
        state.withLock { state in
            state.ending = ending
            state.child = nil
        }
        whenEnded()
        life.leave()
    }

    private static func text(_ ending: ChildResult.Ending) -> String {
        switch ending {
        case .exited(let status): return "exited with status \(status)"
        case .killed(let signal):
            let reason =
                switch signal.rawValue {
                case SIGSYS: ", a system call that is not on its list"
                case SIGSEGV, SIGBUS, SIGILL, SIGFPE: ", a crash"
                case SIGABRT: ", it gave up, perhaps without memory"
                case SIGXCPU: ", its processor time is used up"
                case SIGKILL: ", by somebody else or for want of memory"
                default: ""
                }
            return "was ended by signal \(signal.rawValue)\(reason)"
        }
    }
}
