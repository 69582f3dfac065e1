// One question to a local server, asked and answered before the caller goes on: for commands.
import CUV
import Glibc

/// A connection to a `LocalServer` that blocks its caller. It closes itself when it is let go.
public final class LocalCall {
    private let descriptor: CInt
    private let path: String
    /// A peer that is gone is an error, not a signal.
    static let noSignal = CInt(MSG_NOSIGNAL)

    /// - Parameter timeout: of each read and write, in whole seconds.
    /// - Throws: `LoopError`: `ENOENT` where no socket is, `ECONNREFUSED` where nobody listens,
    ///   `EACCES` when this user may not.
    public init(path: String, timeout: Duration = .seconds(10)) throws(LoopError) {
        descriptor = try LocalAddress(path).connected(
            CInt(SOCK_STREAM.rawValue), timeout: timeout)
        self.path = path
    }

    deinit { Glibc.close(descriptor) }

    /// Sends a line and returns the one that comes back, without its end.
    ///
    /// - Throws: `LoopError`: `EPIPE` when the other end closes instead, `EAGAIN` when it takes
    ///   too long, `EMSGSIZE` when the answer has more than `bytesMax`.
    public func ask(_ line: [UInt8], bytesMax: Int) throws(LoopError) -> [UInt8] {
        let question = line + [UInt8(ascii: "\n")]
        var sent = 0
        while sent < question.count {
            let count = unsafe question.withUnsafeBytes { bytes in
                unsafe send(
                    descriptor, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
                    LocalCall.noSignal)
            }
            guard count > 0 else { throw failure(count) }
            sent += count
        }
        var answer: [UInt8] = []
        while answer.last != UInt8(ascii: "\n") {
            guard answer.count <= bytesMax else {
                throw LoopError(-EMSGSIZE, while: "take the answer of \(path)")
            }
            let part = try read()
            guard !part.isEmpty else { throw failure(0) }
            answer += part
        }
        return Array(answer.dropLast())
    }

    /// Waits until the other end closes the connection, which a process does at its end.
    public func waitForEnd() throws(LoopError) {
        while try !read().isEmpty {}
    }

    private func read() throws(LoopError) -> [UInt8] {
        var part = [UInt8](repeating: 0, count: Limits.localReadBytes)
        let count = unsafe part.withUnsafeMutableBytes { bytes in
            unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        guard count >= 0 else { throw failure(count) }
        return Array(part[..<count])
    }

    private func failure(_ count: Int) -> LoopError {
        LoopError(count == 0 ? -EPIPE : -errno, while: "talk to \(path)")
    }
}
