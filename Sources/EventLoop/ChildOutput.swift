// One output of a child process, read to its end and kept up to a limit.
import CUV

/// The reading end of a pipe from a child.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
@safe
final class ChildOutput: Handle, @unchecked Sendable {
    /// The first bytes of the output, at most the limit.
    private(set) var bytes: [UInt8] = []
    /// Whether the child wrote more than was kept.
    private(set) var isCut = false
    private let bytesMax: Int
    private let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Limits.pipeReadBytes, alignment: 1)
    private var whenEnded: (@Sendable () -> Void)?

    init(on loop: Loop, _ child: OpenHandle, bytesMax: Int) throws(LoopError) {
        self.bytesMax = bytesMax
        let origin = OpenHandle(
            kind: .childOutput, label: child.label, file: child.file, line: child.line)
        try unsafe super.init(on: loop, origin, isPart: true) {
            (loop, pipe: UnsafeMutablePointer<uv_pipe_t>) in unsafe uv_pipe_init(loop, pipe, 0)
        }
    }

    deinit { unsafe buffer.deallocate() }

    /// How `uv_spawn` is told to make the pipe; the child writes, so its end is the writable one.
    var container: uv_stdio_container_t {
        var container = unsafe uv_stdio_container_t()
        unsafe container.flags = uv_stdio_flags(
            rawValue: UV_CREATE_PIPE.rawValue | UV_WRITABLE_PIPE.rawValue)
        unsafe container.data.stream = pointer()
        return unsafe container
    }

    /// Reads until the last writer has closed its end, then closes itself and calls back.
    func read(whenEnded: @escaping @Sendable () -> Void) throws(LoopError) {
        self.whenEnded = whenEnded
        let status = unsafe uv_read_start(
            pointer(), { stream, _, buffer in unsafe ChildOutput.owner(of: stream).lend(buffer) },
            { stream, count, _ in unsafe ChildOutput.owner(of: stream).received(count) })
        guard status == 0 else { throw LoopError(status, while: "read from the \(origin)") }
    }

    override func willClose() {
        // After the callback the owner may let everything go, so it is the last thing done.
        let ended = whenEnded
        whenEnded = nil
        ended?()
    }

    private func lend(_ buffer: UnsafeMutablePointer<uv_buf_t>?) {
        let base = unsafe self.buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        unsafe buffer?.pointee = uv_buf_init(base, CUnsignedInt(self.buffer.count))
    }

    /// - Parameter count: bytes in the buffer; 0 for "try again"; negative at the end or on error,
    ///   which for a pipe are the same: nothing more will come.
    private func received(_ count: Int) {
        guard count >= 0 else { return close() }
        let kept = min(count, bytesMax - bytes.count)
        unsafe bytes.append(contentsOf: buffer[..<kept])
        isCut = isCut || kept < count
    }
}
