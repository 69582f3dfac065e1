// Work that would block the loop, on libuv's thread pool; the answer comes back on the loop.
//
// The pool is shared by all loops of the process: four threads unless the environment variable
// UV_THREADPOOL_SIZE says otherwise.
import CUV
import Synchronization

extension Loop {
    /// Runs `work` on a thread of the pool, then `completion` with its result on the loop's thread.
    ///
    /// Belongs on the loop's thread. Work cannot be called back: `close()` waits for it, and names
    /// it as left open.
    public func inBackground<Value: Sendable>(
        label: String, file: String = #fileID, line: Int = #line,
        _ work: @escaping @Sendable () -> Value,
        completion: @escaping @Sendable (Value) -> Void
    ) {
        requireOpen("Loop.inBackground")
        let origin = OpenHandle(kind: .backgroundWork, label: label, file: file, line: line)
        let slot = Slot<Value>()
        let request = BackgroundRequest(
            on: self, origin, work: { slot.value.withLock { $0 = work() } },
            completion: {
                guard let value = slot.value.withLock({ $0.take() }) else {
                    fatalError("the \(origin) was never run")
                }
                completion(value)
            })
        request.submit()
    }

    /// Runs `work` on a thread of the pool and returns, or throws, what it does.
    ///
    /// May be awaited from any task; the loop must be running, or be closed later, for the answer
    /// to arrive.
    public func background<Value: Sendable, Failure: Error>(
        label: String, file: String = #fileID, line: Int = #line,
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
            post { [self] in
                inBackground(
                    label: label, file: file, line: line, { Result(catching: work) },
                    completion: { continuation.resume(returning: $0) })
            }
        }
        return try result.get()
    }
}

/// Carries the result from the pool's thread to the loop's.
private final class Slot<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

/// The box of a `uv_work_t`: retained when it is submitted, released in its last callback.
///
/// `@unchecked Sendable`: the pool's thread only reads `work`, a constant; all else is the loop's.
@safe
private final class BackgroundRequest: @unchecked Sendable {
    private let loop: Loop
    private let number: Int
    private let work: @Sendable () -> Void
    private let completion: @Sendable () -> Void
    private let raw = UnsafeMutablePointer<uv_work_t>.allocate(capacity: 1)

    init(
        on loop: Loop, _ origin: OpenHandle, work: @escaping @Sendable () -> Void,
        completion: @escaping @Sendable () -> Void
    ) {
        self.loop = loop
        self.number = loop.beginRequest(origin)
        self.work = work
        self.completion = completion
    }

    deinit { unsafe raw.deallocate() }

    func submit() {
        unsafe raw.initialize(to: uv_work_t())
        unsafe raw.pointee.data = Unmanaged.passRetained(self).toOpaque()
        let status = unsafe uv_queue_work(
            loop.raw, raw, { unsafe BackgroundRequest.owner(of: $0).takeUnretainedValue().work() },
            { request, _ in unsafe BackgroundRequest.owner(of: request).takeRetainedValue().done() }
        )
        // The only failure libuv knows here is a missing callback.
        guard status == 0 else {
            fatalError("\(LoopError(status, while: "begin background work"))")
        }
    }

    private func done() {
        loop.endRequest(number)
        completion()
    }

    private static func owner(
        of request: UnsafeMutablePointer<uv_work_t>?
    ) -> Unmanaged<BackgroundRequest> {
        guard let data = unsafe request?.pointee.data else { fatalError("a request without owner") }
        return unsafe Unmanaged<BackgroundRequest>.fromOpaque(data)
    }
}
