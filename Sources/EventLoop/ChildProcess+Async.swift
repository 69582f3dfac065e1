// A child process as one awaited call.
import CUV

extension ChildProcess {
    /// Runs a program to its end; from any task, while the loop runs.
    ///
    /// Cancelling the task kills the child; the result then says so.
    /// - Throws: `LoopError` as `init` does; `ECANCELED` when the task was cancelled before the
    ///   child was started.
    public static func run(
        _ command: ChildCommand, on loop: Loop, label: String, file: String = #fileID,
        line: Int = #line
    ) async throws(LoopError) -> ChildResult {
        let attempt = Attempt()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<ChildResult, LoopError>, Never>) in
                loop.post {
                    do throws(LoopError) {
                        guard !attempt.isCancelled else {
                            throw LoopError(
                                UV_ECANCELED.rawValue, while: "run '\(command.executable)'")
                        }
                        attempt.child = try ChildProcess(
                            on: loop, command, label: label, file: file, line: line
                        ) { continuation.resume(returning: .success($0)) }
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            // A closed loop has killed its children already.
            _ = loop.postUnlessClosed { attempt.cancel() }
        }
        return try result.get()
    }
}

/// The child of one call, and whether it is still wanted.
///
/// `@unchecked Sendable`: everything is touched on the loop's thread only.
private final class Attempt: @unchecked Sendable {
    var child: ChildProcess?
    private(set) var isCancelled = false

    func cancel() {
        isCancelled = true
        child?.close()
    }
}
