// A disk that a test fills and empties while a program writes to it.
//
// Root mounts it; anybody else, where the system allows it, in a mount namespace of a process that
// holds it. A program joins that namespace, and the test reaches its files through /proc.
import Foundation
import Testing

/// A small file system in memory, gone with the last reference.
final class HeldDisk {
    /// Its folder for a program that is started with `shell`.
    let folder: String
    /// What `RunningProgram` has to be started through; `nil`: nothing.
    let shell: String?
    private let mounted: SmallDisk?
    private let holder: Process?
    /// Its folder for the test.
    private let reached: String

    /// Throws `MountRefused`.
    init(kilobytes: Int) throws {
        if getuid() == 0, let disk = try? SmallDisk(kilobytes: kilobytes) {
            (mounted, holder, shell) = (disk, nil, nil)
            (folder, reached) = (disk.folder, disk.folder)
            return
        }
        let (holder, output) = (Process(), Pipe())
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let mount =
            "mount -t tmpfs -o size=\(kilobytes)k tmpfs /mnt && echo held && exec sleep 3600"
        holder.arguments = ["unshare", "-Urm", "sh", "-c", mount]
        holder.standardOutput = output
        holder.standardError = FileHandle.nullDevice
        try holder.run()
        // An end without a word ends this, too.
        guard output.fileHandleForReading.availableData == Data("held\n".utf8) else {
            throw MountRefused()
        }
        (mounted, self.holder, folder) = (nil, holder, "/mnt")
        let identifier = holder.processIdentifier
        reached = "/proc/\(identifier)/root/mnt"
        shell = """
            place=$PWD; exec nsenter --preserve-credentials -U -m -t \(identifier) \
            sh -c 'cd "$0" && exec "$@"' "$place" "$0" "$@"
            """
    }

    deinit {
        holder?.terminate()
    }

    /// Why a test of it is skipped; `nil` when it is not.
    static let hindrance: String? = {
        guard (try? HeldDisk(kilobytes: 64)) == nil else { return nil }
        let reason =
            "skipped: tests of a disk that fills up need root's right to mount, or unshare -Urm"
        print(reason)
        return reason
    }()

    /// Takes all its room but so many bytes.
    func fill(leaving left: Int64 = 0) throws {
        let free = try #require(StorageSpaceNow(reached).free)
        let file = reached + "/filler"
        try #require(FileManager.default.createFile(atPath: file, contents: nil))
        let handle = try #require(FileHandle(forWritingAtPath: file))
        defer { try? handle.close() }
        do {
            // Somebody else writes meanwhile, so that the last bytes may be gone.
            var rest = left == 0 ? Int64.max : free - left
            while rest > 0 {
                let part = min(rest, left == 0 ? 4096 : 1 << 16)
                try handle.write(contentsOf: Data(count: Int(part)))
                rest -= part
            }
        } catch {
            guard left == 0 else { throw error }
        }
    }

    /// Gives the room back.
    func free() throws { try FileManager.default.removeItem(atPath: reached + "/filler") }
}

/// Free bytes of a file system.
struct StorageSpaceNow {
    let free: Int64?

    init(_ path: String) {
        let found = try? FileManager.default.attributesOfFileSystem(forPath: path)
        free = (found?[.systemFreeSize] as? NSNumber)?.int64Value
    }
}
