// Goal: one place for what all tests of the event loop share.
// Method: a suite that runs its tests one after another, because several of them watch clocks and
// signals of the whole process; and a loop that must end with nothing left open.
import EventLoop
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
enum EventLoopTests {}

/// Lends a loop that runs on a thread of its own, ends it, and fails when a handle was left open.
func withLoop<Value>(
    _ label: String = "test", _ body: (Loop) async throws -> Value
) async throws -> Value {
    let thread = try LoopThread(label: label)
    let result: Result<Value, any Error>
    do { result = .success(try await body(thread.loop)) } catch { result = .failure(error) }
    #expect(thread.shutdown() == [])
    return try result.get()
}

extension Loop {
    /// Runs `body` on the loop's thread and returns its result.
    @discardableResult
    func perform<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            post { continuation.resume(with: Result { try body() }) }
        }
    }
}

/// What callbacks on a loop report to a test that waits for them.
struct Reports<Element: Sendable>: Sendable {
    private let stream: AsyncStream<Element>
    private let continuation: AsyncStream<Element>.Continuation

    init(of type: Element.Type = Element.self) {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func add(_ element: Element) { continuation.yield(element) }

    /// The next `count` reports; waits for them.
    func next(_ count: Int) async -> [Element] {
        var elements: [Element] = []
        var iterator = stream.makeAsyncIterator()
        while elements.count < count, let element = await iterator.next() {
            elements.append(element)
        }
        return elements
    }

    /// The next report; waits for it.
    func next() async throws -> Element { try #require(await next(1).first) }
}
