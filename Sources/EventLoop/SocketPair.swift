// Two connected sockets: one end stays, the other is for a child.
private import CUV
private import Glibc

/// A pair of connected stream sockets. What is not taken is closed with the pair.
public struct SocketPair: ~Copyable {
    private var ours: CInt
    /// The end that a child inherits; closed with the pair.
    public let theirs: CInt

    /// Makes the pair; neither end is inherited by a child that is not given it.
    ///
    /// - Throws: `LoopError` when the system refuses the descriptors.
    public init() throws(LoopError) {
        var ends: (CInt, CInt) = (-1, -1)
        let made = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
            unsafe socketpair(
                AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0,
                bytes.bindMemory(to: CInt.self).baseAddress)
        }
        // libuv's error numbers on Linux are those of the system, negated.
        guard made == 0 else { throw LoopError(-errno, while: "make a pair of sockets") }
        (ours, theirs) = ends
    }

    /// The end of this process; the caller closes it.
    public mutating func takeOurs() -> CInt {
        defer { ours = -1 }
        return ours
    }

    deinit {
        close(theirs)
        if ours >= 0 { close(ours) }
    }
}
