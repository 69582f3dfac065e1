// A server on a Unix socket that only its own user may reach: lines in, lines out.
//
// The socket's file has mode 0600 from the moment it is there: on Linux a socket takes the mode
// that its descriptor had before it was bound. Peers of another user are refused all the same, by
// SO_PEERCRED, because a file's mode can be changed later.
import CUV
import Glibc

/// Listens on a path and hands out connections.
///
/// `@unchecked Sendable` for the reason that `Handle` gives.
public final class LocalServer: Handle, @unchecked Sendable {
    /// The path of the socket.
    public let path: String
    private let connectionsMax: Int
    private let label: String
    private var whenConnected: (@Sendable (LocalConnection) -> Void)?
    private var connections: [ObjectIdentifier: LocalConnection] = [:]
    /// Peers that were refused because they belong to another user.
    public private(set) var refusedPeers = 0

    /// Binds the path and listens. Whatever has this name is replaced: the caller knows that
    /// nobody listens there any more.
    ///
    /// - Parameters:
    ///   - connectionsMax: more than these at a time are closed at once.
    ///   - whenConnected: called on the loop's thread with each connection; read from it there.
    /// - Throws: `LoopError`; `ENAMETOOLONG` for a path over 107 bytes.
    public init(
        on loop: Loop, path: String, connectionsMax: Int = 16, label: String,
        file: String = #fileID, line: Int = #line,
        whenConnected: @escaping @Sendable (LocalConnection) -> Void
    ) throws(LoopError) {
        self.path = path
        self.label = label
        self.connectionsMax = connectionsMax
        self.whenConnected = whenConnected
        let origin = OpenHandle(kind: .localServer, label: label, file: file, line: line)
        let descriptor = try LocalAddress(path).bound()
        do throws(LoopError) {
            try unsafe super.init(on: loop, origin) {
                (loop, pipe: UnsafeMutablePointer<uv_pipe_t>) in
                unsafe uv_pipe_init(loop, pipe, 0)
            }
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        var status = unsafe uv_pipe_open(pointer(), descriptor)
        if status != 0 { Glibc.close(descriptor) }
        if status == 0 {
            status = unsafe uv_listen(
                pointer(), CInt(connectionsMax),
                { server, status in unsafe LocalServer.owner(of: server).knocked(status) })
        }
        guard status == 0 else {
            close()
            throw LoopError(status, while: "listen on \(path)")
        }
    }

    /// Connections that are open.
    public var connectionCount: Int {
        loop.requireOnLoop("LocalServer.connectionCount")
        return connections.count
    }

    /// Stops listening, removes the socket's file and closes all connections.
    override func willClose() {
        whenConnected = nil
        unsafe unlink(path)
        for connection in connections.values { connection.close() }
        connections = [:]
    }

    private func knocked(_ status: CInt) {
        guard status == 0, isOpen else { return }
        do throws(LoopError) {
            let connection = try LocalConnection(on: loop, label: label, server: self)
            guard connections.count < connectionsMax, connection.peerIsThisUser else {
                if !connection.peerIsThisUser { refusedPeers += 1 }
                connection.close()
                return
            }
            let key = ObjectIdentifier(connection)
            connections[key] = connection
            connection.whenGone = { [weak self] in self?.connections[key] = nil }
            whenConnected?(connection)
        } catch {
            // The peer is gone again, or descriptors have run out: it may knock once more.
            return
        }
    }

    func accept(as pipe: UnsafeMutablePointer<uv_pipe_t>) -> CInt {
        unsafe uv_accept(
            pointer(as: uv_stream_t.self),
            UnsafeMutableRawPointer(pipe).assumingMemoryBound(to: uv_stream_t.self))
    }
}
