// One connection of a local server: whole lines up to a limit in, bytes out.
import CUV
import Glibc

/// A connection that a `LocalServer` has accepted.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
@safe
public final class LocalConnection: Handle, @unchecked Sendable {
    private let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Limits.localReadBytes, alignment: 1)
    private var line: [UInt8] = []
    private var whenLine: (@Sendable (LocalConnection, [UInt8]) -> Void)?
    private var whenTooLong: (@Sendable (LocalConnection) -> Void)?
    var whenGone: (@Sendable () -> Void)?
    private var timer: Timer?

    init(on loop: Loop, label: String, server: LocalServer) throws(LoopError) {
        let origin = OpenHandle(
            kind: .localConnection, label: label, file: #fileID, line: #line)
        try unsafe super.init(on: loop, origin, isPart: true) {
            (loop, pipe: UnsafeMutablePointer<uv_pipe_t>) in
            unsafe uv_pipe_init(loop, pipe, 0)
        }
        let status = unsafe server.accept(as: pointer())
        guard status == 0 else {
            close()
            throw LoopError(status, while: "accept a connection of '\(label)'")
        }
    }

    deinit { unsafe buffer.deallocate() }

    /// Whether the process at the other end runs as the user that this one runs as.
    public var peerIsThisUser: Bool { peer?.uid == geteuid() }

    /// Process identifier of the other end; `nil` when the system does not tell.
    public var peerProcess: CInt? { peer?.pid }

    /// The fields of `struct ucred`, which glibc shows to C with _GNU_SOURCE only: unix(7).
    private typealias Credentials = (pid: pid_t, uid: uid_t, gid: gid_t)

    private var peer: Credentials? {
        var descriptor: CInt = -1
        guard unsafe uv_fileno(pointer(), &descriptor) == 0 else { return nil }
        var found: Credentials = (0, 0, 0)
        var size = socklen_t(MemoryLayout<Credentials>.size)
        let status = unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &found, &size)
        return status == 0 ? found : nil
    }

    /// Reads lines until the connection is closed. It closes itself when the peer does, when a
    /// line is longer than `bytesMax`, and when no whole line came for `patience`.
    ///
    /// - Parameters:
    ///   - whenTooLong: called before it closes for a long line; may answer with `send`.
    ///   - whenLine: called with each line, without its end.
    public func readLines(
        bytesMax: Int, patience: Duration,
        whenTooLong: @escaping @Sendable (LocalConnection) -> Void = { _ in },
        whenLine: @escaping @Sendable (LocalConnection, [UInt8]) -> Void
    ) throws(LoopError) {
        requireOpen("LocalConnection.readLines")
        self.bytesMax = bytesMax
        self.patience = patience
        self.whenLine = whenLine
        self.whenTooLong = whenTooLong
        timer = try Timer(on: loop, origin, isPart: true) { [unowned self] _ in close() }
        timer?.start(after: patience)
        let status = unsafe uv_read_start(
            pointer(),
            { stream, _, buffer in unsafe LocalConnection.owner(of: stream).lend(buffer) },
            { stream, count, _ in unsafe LocalConnection.owner(of: stream).received(count) })
        guard status == 0 else { throw LoopError(status, while: "read from the \(origin)") }
    }

    private var bytesMax = 0
    private var patience = Duration.zero

    /// Sends bytes; they are gone when the peer does not take them before the connection closes.
    public func send(_ bytes: [UInt8], thenClose: Bool = false) {
        guard isOpen else { return }
        let request = LocalWrite(bytes) { [weak self] in
            if thenClose { self?.close() }
        }
        if unsafe !request.submit(on: pointer(as: uv_stream_t.self)) { close() }
    }

    override func willClose() {
        timer?.close()
        timer = nil
        whenLine = nil
        whenTooLong = nil
        let gone = whenGone
        whenGone = nil
        gone?()
    }

    private func lend(_ buffer: UnsafeMutablePointer<uv_buf_t>?) {
        let base = unsafe self.buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        unsafe buffer?.pointee = uv_buf_init(base, CUnsignedInt(self.buffer.count))
    }

    private func received(_ count: Int) {
        guard count >= 0 else { return close() }
        let part = unsafe Array(buffer[..<count])
        for byte in part {
            guard isOpen else { return }
            if byte == UInt8(ascii: "\n") {
                let whole = line
                line = []
                timer?.start(after: patience)
                whenLine?(self, whole)
            } else if line.count < bytesMax {
                line.append(byte)
            } else {
                unsafe uv_read_stop(pointer())
                whenTooLong?(self)
                return
            }
        }
    }
}

/// Bytes on their way out: the box of a `uv_write_t`.
///
/// `@unchecked Sendable`: the loop's thread only.
@safe
private final class LocalWrite: @unchecked Sendable {
    private let bytes: UnsafeMutableBufferPointer<CChar>
    private let raw = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)
    private let completion: () -> Void

    init(_ bytes: [UInt8], _ completion: @escaping () -> Void) {
        unsafe self.bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() {
            unsafe self.bytes.initializeElement(at: index, to: CChar(bitPattern: byte))
        }
        self.completion = completion
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe raw.deallocate()
    }

    /// False when libuv refuses it.
    func submit(on stream: UnsafeMutablePointer<uv_stream_t>) -> Bool {
        unsafe raw.initialize(to: uv_write_t())
        unsafe raw.pointee.data = Unmanaged.passRetained(self).toOpaque()
        var part = unsafe uv_buf_init(bytes.baseAddress, CUnsignedInt(bytes.count))
        let status = unsafe uv_write(raw, stream, &part, 1) { request, _ in
            guard let data = unsafe request?.pointee.data else { return }
            let write = unsafe Unmanaged<LocalWrite>.fromOpaque(data).takeRetainedValue()
            write.completion()
        }
        if status != 0 { unsafe Unmanaged.passUnretained(self).release() }
        return status == 0
    }
}
