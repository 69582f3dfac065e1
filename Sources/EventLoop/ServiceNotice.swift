// What a service tells systemd about itself: datagrams to the socket in NOTIFY_SOCKET, as
// sd_notify(3) describes them. No library is needed for that.
import CUV
import Glibc

/// Tells a service manager how the service is. Any thread.
public struct ServiceNotice: Sendable {
    private let address: String
    /// How often `alive` has to be called: half of the manager's patience; `nil` when it does not
    /// watch.
    public let watchdogPeriod: Duration?

    /// - Parameters:
    ///   - address: what NOTIFY_SOCKET says: a path, or "@" and a name without a file.
    ///   - watchdogMicroseconds: what WATCHDOG_USEC says.
    public init(address: String, watchdogMicroseconds: Int64? = nil) {
        self.address = address
        watchdogPeriod = watchdogMicroseconds.flatMap {
            $0 > 0 ? .microseconds(max($0 / 2, 1000)) : nil
        }
    }

    /// From the environment; `nil` when nobody asked for notices. A watchdog that another process
    /// is meant by (WATCHDOG_PID) is none of ours.
    public init?(environment: [String: String], process: CInt? = nil) {
        guard let address = environment["NOTIFY_SOCKET"], !address.isEmpty else { return nil }
        let owner = environment["WATCHDOG_PID"].map { CInt($0) == process ?? getpid() } ?? true
        let microseconds = owner ? environment["WATCHDOG_USEC"].flatMap { Int64($0) } : nil
        self.init(address: address, watchdogMicroseconds: microseconds)
    }

    /// The service is up.
    public func ready(_ status: String) { tell("READY=1\nSTATUS=\(line(status))") }

    /// The service is alive: expected every `watchdogPeriod`.
    public func alive() { tell("WATCHDOG=1") }

    /// A sentence for people, as `systemctl status` shows it.
    public func status(_ text: String) { tell("STATUS=\(line(text))") }

    /// The service is ending.
    public func stopping() { tell("STOPPING=1") }

    private func line(_ text: String) -> String {
        String(text.map { $0 == "\n" ? " " : $0 })
    }

    /// A manager that can not be reached is no reason for a service to fail.
    private func tell(_ text: String) {
        guard let address = try? LocalAddress(address),
            let descriptor = try? address.connected(
                CInt(SOCK_DGRAM.rawValue), timeout: .seconds(1))
        else { return }
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe send(
                descriptor, bytes.baseAddress, bytes.count,
                CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        Glibc.close(descriptor)
    }
}
