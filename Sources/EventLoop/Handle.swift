// A libuv handle is a box: retained for libuv when the handle is made, released once, in its
// close callback. Everything that lives on a loop inherits that here and nowhere else.
import CUV

/// Something that lives on a loop until it is closed: a timer, a signal source, a file watch, a
/// child process.
///
/// Letting go of the last reference does not close it: libuv holds one until `close()`. A handle
/// that nobody closed is named by `Loop.close()`. Every method belongs on the loop's thread and
/// traps elsewhere; callbacks come on the loop's thread.
///
/// `@unchecked Sendable`: all mutable state, here and in the subclasses, is touched after
/// `requireOnLoop` or in a libuv callback, so by one thread only.
@safe
public class Handle: @unchecked Sendable {
    /// The loop it lives on.
    public let loop: Loop
    /// What it is and where it was made.
    public let origin: OpenHandle
    /// Belongs to another handle, which is named in its place and closes it.
    let isPart: Bool
    private let raw: UnsafeMutableRawPointer
    private var isClosing = false

    /// Allocates the libuv structure and has `initialize` set it up.
    ///
    /// - Parameter closesOnFailure: whether libuv registers the handle even when `initialize`
    ///   fails (uv_spawn does: "the handle must be closed with uv_close").
    init<Raw>(
        on loop: Loop, _ origin: OpenHandle, isPart: Bool = false, closesOnFailure: Bool = false,
        operation: String? = nil,
        initialize: (UnsafeMutablePointer<uv_loop_t>, UnsafeMutablePointer<Raw>) -> CInt
    ) throws(LoopError) {
        loop.requireOpen("making a handle")
        let size = MemoryLayout<Raw>.stride
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: size, alignment: MemoryLayout<Raw>.alignment)
        unsafe raw.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        let status = unsafe initialize(loop.raw, raw.bindMemory(to: Raw.self, capacity: 1))
        guard status == 0 else {
            if closesOnFailure {
                unsafe uv_close(raw.assumingMemoryBound(to: uv_handle_t.self)) {
                    unsafe UnsafeMutableRawPointer($0)?.deallocate()
                }
            } else {
                unsafe raw.deallocate()
            }
            throw LoopError(status, while: operation ?? "start the \(origin)")
        }
        self.loop = loop
        self.origin = origin
        self.isPart = isPart
        unsafe self.raw = raw
        unsafe uv_handle_set_data(
            raw.assumingMemoryBound(to: uv_handle_t.self),
            Unmanaged<Handle>.passRetained(self).toOpaque())
    }

    deinit {
        // libuv's reference was released by the close callback, so it is done with the memory.
        unsafe raw.deallocate()
    }

    /// Whether `close()` has not been called yet.
    public var isOpen: Bool {
        loop.requireOnLoop("Handle.isOpen")
        return !isClosing
    }

    /// Ends the handle: no callback comes after this. Closing twice is allowed.
    public func close() {
        loop.requireOnLoop("Handle.close")
        guard !isClosing else { return }
        isClosing = true
        willClose()
        unsafe uv_close(pointer()) { unsafe Handle.owner(of: $0).closed() }
    }

    // MARK: For subclasses

    /// Lets go of callbacks, which often hold the handle or its owner, and closes the parts.
    func willClose() {}

    func requireOpen(_ operation: StaticString) {
        loop.requireOnLoop(operation)
        guard !isClosing else { fatalError("\(operation) was called on the closed \(origin)") }
    }

    func pointer<Raw>(as type: Raw.Type = Raw.self) -> UnsafeMutablePointer<Raw> {
        unsafe raw.assumingMemoryBound(to: Raw.self)
    }

    /// The box of a libuv handle; every C callback begins with this.
    static func owner<Raw>(of pointer: UnsafeMutablePointer<Raw>?) -> Self {
        let handle = unsafe UnsafeRawPointer(pointer)?.assumingMemoryBound(to: uv_handle_t.self)
        guard let data = unsafe uv_handle_get_data(handle) else {
            fatalError("libuv called back for a handle that this module did not make")
        }
        let owner = unsafe Unmanaged<Handle>.fromOpaque(data).takeUnretainedValue()
        return unsafe unsafeDowncast(owner, to: Self.self)
    }

    /// Gives libuv's reference back; the object may end with this.
    private func closed() {
        unsafe Unmanaged<Handle>.passUnretained(self).release()
    }
}
