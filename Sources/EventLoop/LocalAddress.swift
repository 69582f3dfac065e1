// Addresses of Unix sockets, and the plain calls that need no loop: bind, ask, notify.
import CUV
import Glibc

/// The address of a Unix socket: a path, or with "@" in front a name without a file.
struct LocalAddress {
    private let name: [UInt8]
    private let shown: String

    /// A path may have this many bytes: `sun_path` has 108, the last of which is 0.
    static let bytesMax = 107

    init(_ path: String) throws(LoopError) {
        name = Array(path.utf8)
        shown = path
        guard !name.isEmpty, name.count <= LocalAddress.bytesMax, !name.contains(0) else {
            throw LoopError(
                -ENAMETOOLONG,
                while: "use the socket \(path), whose path has \(name.count) bytes and may have "
                    + "\(LocalAddress.bytesMax)")
        }
    }

    /// Makes a socket of mode 0600 under this path; whatever had the name is replaced.
    ///
    /// - Parameter isDatagram: as a service manager has it; for tests.
    func bound(isDatagram: Bool = false) throws(LoopError) -> CInt {
        let kind = isDatagram ? SOCK_DGRAM : SOCK_STREAM
        let descriptor = socket(
            AF_UNIX, CInt(kind.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw LoopError(-errno, while: "make a socket") }
        unsafe unlink(shown)
        fchmod(descriptor, 0o600)
        let status = unsafe withAddress { unsafe bind(descriptor, $0, $1) }
        guard status == 0 else {
            let error = errno
            Glibc.close(descriptor)
            throw LoopError(-error, while: "make the socket \(shown)")
        }
        // Where the file system does not keep the descriptor's mode.
        unsafe chmod(shown, 0o600)
        return descriptor
    }

    /// Connects a new socket of a kind.
    func connected(_ kind: CInt, timeout: Duration) throws(LoopError) -> CInt {
        let descriptor = socket(AF_UNIX, kind | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw LoopError(-errno, while: "make a socket") }
        let seconds = max(1, timeout.components.seconds)
        var time = timeval(tv_sec: Int(seconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        let status = unsafe withAddress { unsafe connect(descriptor, $0, $1) }
        guard status == 0 else {
            let error = errno
            Glibc.close(descriptor)
            throw LoopError(-error, while: "reach the socket \(shown)")
        }
        return descriptor
    }

    private func withAddress(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isAbstract = name.first == UInt8(ascii: "@")
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            for (index, byte) in name.enumerated() { unsafe bytes[index] = byte }
            if isAbstract { unsafe bytes[0] = 0 }
        }
        // A path ends with a zero byte; a name without a file has just its bytes.
        let length = MemoryLayout<sa_family_t>.size + name.count + (isAbstract ? 0 : 1)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe body(
                UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self),
                socklen_t(length))
        }
    }
}
