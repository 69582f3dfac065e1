// The descriptors of this process: how many there are, and what a child must not inherit, which
// is every one but its own three.
import Glibc

public enum OpenDescriptors {
    /// How many descriptors are open; `nil` without `/proc`.
    public static func count() -> Int? {
        guard let folder = unsafe opendir("/proc/self/fd") else { return nil }
        defer { unsafe closedir(folder) }
        var entries = 0
        while unsafe readdir(folder) != nil { entries += 1 }
        // Without ".", ".." and the folder's own.
        return entries - 3
    }

    /// Marks every descriptor above the standard three to be closed when a program is started.
    ///
    /// What this process opens itself is marked when it is opened, as libuv and SQLite do; what it
    /// inherited, or a library opened carelessly, is not: a lock, say, that a child would go on
    /// holding. `uv_disable_stdio_inheritance` stops at the first gap, so it misses high numbers.
    /// Without `/proc` nothing is marked, and children inherit what they always did.
    static func closeInChildren() {
        guard let folder = unsafe opendir("/proc/self/fd") else { return }
        defer { unsafe closedir(folder) }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            guard let descriptor = CInt(name), descriptor > STDERR_FILENO else { continue }
            let flags = fcntl(descriptor, F_GETFD)
            if flags >= 0, flags & FD_CLOEXEC == 0 {
                _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC)
            }
        }
    }
}
