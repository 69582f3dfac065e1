// A disk of a few hundred kilobytes in memory, for tests of full and read-only disks.
//
// Needs the right to mount; where it is missing (not root, or a container without it) those tests
// are skipped and say so.
import Foundation
import Testing

/// A mounted file system, unmounted with the last reference.
final class SmallDisk {
    let folder: String

    init(kilobytes: Int) throws {
        folder =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
            + "/stratagem-disk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let options = "size=\(kilobytes)k"
        guard SmallDisk.command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder) else {
            try? FileManager.default.removeItem(atPath: folder)
            throw MountRefused()
        }
    }

    deinit {
        _ = SmallDisk.command("umount", "--lazy", folder)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Changes size or mode: "size=8m", "ro", "rw".
    func remount(_ option: String) throws {
        try #require(SmallDisk.command("mount", "-o", "remount," + option, folder))
    }

    static let isAvailable: Bool = {
        let works = getuid() == 0 && (try? SmallDisk(kilobytes: 64)) != nil
        if !works { print("skipped: tests of full and read-only disks need the right to mount") }
        return works
    }()

    private static func command(_ name: String, _ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

struct MountRefused: Error {}
