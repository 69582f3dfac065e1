// A program run beside this one: started, read, killed and always waited for.
import CUV
import Glibc

/// A child process whose output is collected until it ends.
///
/// A child leads a session of its own: a Ctrl-C at the terminal does not reach it, `kill` reaches
/// everything it has started, and when it ends what it left running in its group is killed. Its
/// input is empty (`/dev/null`), its two outputs are pipes, and it inherits no other descriptor of
/// this process than the one that its command names. The handle closes itself when the
/// result is delivered; `close()` before that kills the child, and the result comes all the same.
/// A time limit is a `Timer` that calls `kill`.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
public final class ChildProcess: Handle, @unchecked Sendable {
    private let outputs: [ChildOutput]
    private var ending: ChildResult.Ending?
    private var drainTimer: Timer?
    private var whenDone: (@Sendable (ChildResult) -> Void)?

    /// Starts a program.
    ///
    /// - Parameter whenDone: called once, on the loop's thread, when the program has ended and all
    ///   of its output was read.
    /// - Throws: `LoopError` when the program cannot be started: `ENOENT` when there is none (or
    ///   its folder is missing), `EACCES` when it may not be run, `EINVAL` for a NUL byte.
    public init(
        on loop: Loop, _ command: ChildCommand, label: String, file: String = #fileID,
        line: Int = #line, whenDone: @escaping @Sendable (ChildResult) -> Void
    ) throws(LoopError) {
        let origin = OpenHandle(kind: .childProcess, label: label, file: file, line: line)
        try command.check(for: origin)
        let bytesMax = command.outputBytesMax
        let standardOutput = try ChildOutput(on: loop, origin, bytesMax: bytesMax)
        let standardError: ChildOutput
        do {
            standardError = try ChildOutput(on: loop, origin, bytesMax: bytesMax)
        } catch {
            standardOutput.close()
            throw error
        }
        outputs = [standardOutput, standardError]
        self.whenDone = whenDone
        ChildProcess.hearEnds()
        do {
            try unsafe super.init(
                on: loop, origin, closesOnFailure: true,
                operation: "run '\(command.executable)' as the \(origin)"
            ) { [outputs] (loop, process: UnsafeMutablePointer<uv_process_t>) in
                unsafe command.spawn(on: loop, as: process, outputs: outputs)
            }
        } catch {
            standardOutput.close()
            standardError.close()
            throw error
        }
        do {
            for output in outputs { try output.read { [unowned self] in finishIfDone() } }
        } catch {
            self.whenDone = nil
            close()
            for output in outputs { output.close() }
            throw error
        }
    }

    /// Lets the signal of a child's end reach this thread. A program that was started with it
    /// blocked, as by a thread of libdispatch, would never hear of one.
    private static func hearEnds() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGCHLD)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    /// The child's process identifier, also after its end.
    public var processIdentifier: CInt { unsafe uv_process_get_pid(pointer()) }

    /// Sends a signal to the child and to everything in its process group.
    ///
    /// Without effect when the child has ended.
    /// - Throws: `LoopError` when the system does not let this process signal the child.
    public func kill(_ signal: Signal = .kill) throws(LoopError) {
        loop.requireOnLoop("ChildProcess.kill")
        guard ending == nil else { return }
        let status = uv_kill(-processIdentifier, signal.rawValue)
        guard status == 0 || status == UV_ESRCH.rawValue else {
            throw LoopError(status, while: "send \(signal) to the \(origin)")
        }
    }

    /// Kills the child if it runs. When it is gone the handle ends and `whenDone` is called.
    public override func close() {
        loop.requireOnLoop("ChildProcess.close")
        // Nothing is left to try when the system refuses; the child's own end closes the handle.
        do { try kill() } catch { return }
    }

    func exited(status: Int64, signal: CInt) {
        ending = signal == 0 ? .exited(Int(status)) : .killed(Signal(rawValue: signal))
        // What the child left behind holds its pipes open. The group still has this number: the
        // system gives no new process the number of a group that has members.
        uv_kill(-processIdentifier, Signal.kill.rawValue)
        finishIfDone()
        guard isOpen else { return }
        do {
            drainTimer = try Timer(on: loop, origin, isPart: true) { [unowned self] _ in
                for output in outputs { output.close() }
            }
            drainTimer?.start(after: Limits.pipeDrainMax)
        } catch {
            for output in outputs { output.close() }
        }
    }

    /// Delivers the result once the child has ended and both pipes have.
    private func finishIfDone() {
        guard let ending, isOpen, outputs.allSatisfy({ !$0.isOpen }) else { return }
        let result = ChildResult(
            ending: ending, output: outputs[0].bytes, errorOutput: outputs[1].bytes,
            isCut: outputs[0].isCut || outputs[1].isCut)
        let deliver = whenDone
        whenDone = nil
        drainTimer?.close()
        drainTimer = nil
        super.close()
        deliver?(result)
    }
}
