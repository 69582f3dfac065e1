// How the sessions of a host ended.

import Host
import Synchronization

/// How tasks ended. Any thread.
final class EndedTasks: Sendable {
    typealias Ended = (id: String, result: Result<SessionTask.Outcome, any Error>)

    private let waiting = Mutex<[Ended]>([])

    func add(_ id: String, _ result: Result<SessionTask.Outcome, any Error>) {
        waiting.withLock { $0.append((id, result)) }
    }

    func take() -> [Ended] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
