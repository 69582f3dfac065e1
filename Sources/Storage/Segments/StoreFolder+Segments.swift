// The files of segments in a store's folder.

private import Foundation

extension StoreFolder {
    var segments: String { path + "/segments" }

    func segment(_ number: Int64) -> String {
        segments + "/" + StoredSegment.name(number)
    }

    /// Makes the folder of segments, so that a power cut right after leaves it there.
    func createSegments() throws(StorageError) {
        guard !FileManager.default.fileExists(atPath: segments) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: segments, withIntermediateDirectories: false)
            try sync(path)
        } catch {
            throw fileError(error, path: segments)
        }
    }

    /// Numbers of the segments whose files, or whose files' journals, are there.
    func segmentNumbers() -> Set<Int64> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: segments)) ?? []
        return Set(names.compactMap { StoredSegment.number(ofFile: $0) })
    }

    /// Waits until a segment's file and its name are on the disk.
    func syncSegment(_ number: Int64) throws(StorageError) {
        let path = segment(number)
        do {
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            try handle.synchronize()
            try sync(segments)
        } catch {
            throw fileError(error, path: path)
        }
    }

    /// Takes the files of a segment away, as far as they are there. That the disk forgets their
    /// names need not be waited for: what comes back after a power cut is taken away again.
    func removeSegment(_ number: Int64, _ settings: StoreSettings) throws(StorageError) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let path = segment(number) + suffix
            guard FileManager.default.fileExists(atPath: path) else { continue }
            do {
                try FileManager.default.removeItem(atPath: path)
                settings.fileRemoved(path)
            } catch {
                throw fileError(error, path: path)
            }
        }
    }
}
