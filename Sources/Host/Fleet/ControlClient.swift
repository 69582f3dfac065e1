// Talking to a running host: what `stratagem status`, `stop`, `pause` and `resume` do.
internal import EventLoop
private import Foundation
public import Play
private import Reports

/// A host that runs on a store, as another process sees it.
public struct ControlClient: Sendable {
    private let store: String

    /// - Parameter store: the folder of the store.
    public init(store: String) { self.store = store }

    /// The socket in a store's folder.
    public static func socketPath(store: String) -> String { store + "/control.sock" }

    /// Asks and gives the answer.
    ///
    /// Throws `NOT_FOUND` when no host runs on the store, and what the host refuses.
    public func ask(_ request: ControlRequest) throws(PlayError) -> ControlAnswer {
        let call = try call()
        return try answer(of: call, to: request)
    }

    /// Has the host stop everything, and waits until it has.
    public func stopAll() throws(PlayError) -> ControlAnswer {
        let call = try call(timeout: .seconds(60))
        let answer = try answer(of: call, to: ControlRequest(.stop))
        // The host's end ends the connection; one that hangs is the user's to look at.
        do throws(LoopError) {
            try call.waitForEnd()
        } catch {
            throw PlayError(
                .stateError,
                "the host was asked to stop and has not ended within a minute: look at its log")
        }
        waitForLock()
        return answer
    }

    /// Who has it closes the store after the connection, and empties the lock file then.
    private func waitForLock() {
        for _ in 0..<500 {
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: store + "/journal.lock")
            guard let size = attributes?[.size] as? NSNumber, size.intValue > 0 else { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
    }

    private func call(timeout: Duration = .seconds(10)) throws(PlayError) -> LocalCall {
        let path = ControlClient.socketPath(store: store)
        do throws(LoopError) {
            return try LocalCall(path: path, timeout: timeout)
        } catch {
            switch error.code {
            case "ENOENT", "ECONNREFUSED":
                throw PlayError(
                    .notFound,
                    "no stratagem up runs on the store \(store): start one with `stratagem up "
                        + "RUNFILE`, or name its store with --store")
            default: throw PlayError(.stateError, error.description)
            }
        }
    }

    private func answer(
        of call: LocalCall, to request: ControlRequest
    ) throws(PlayError) -> ControlAnswer {
        let line: [UInt8]
        do throws(LoopError) {
            line = try call.ask(request.line, bytesMax: ControlRequest.answerBytesMax)
        } catch {
            throw PlayError(
                .stateError, "the host on \(store) did not answer: \(error.description)")
        }
        guard let answer = ControlAnswer.decoded(line), answer.v == ControlRequest.version else {
            throw PlayError(
                .stateError,
                "the host on \(store) is another version of this program: use the stratagem that "
                    + "it was started with")
        }
        if let error = answer.error {
            throw PlayError(
                PlayError.Code(rawValue: error.code) ?? .stateError, error.message)
        }
        return answer
    }
}
