// How long the files of a store are, asked of the file system: no reading of the database, so a writer
// is never kept waiting.

private import Foundation

/// Lengths of the files of a store, in bytes.
public struct StoreFiles: Hashable, Sendable {
    /// The main file, free pages included.
    public var mainBytes: Int64 = 0
    /// The write-ahead log's file: as long as it ever was since it was last emptied.
    public var logBytes: Int64 = 0
    /// Sealed segments whose file is there.
    public var segments = 0
    public var segmentBytes: Int64 = 0
}

extension JournalStore {
    /// The files as they are now. One that can not be looked at, or goes meanwhile, counts nothing.
    public func files() -> StoreFiles {
        let manager = FileManager.default
        func bytes(_ path: String) -> Int64 {
            let attributes = try? manager.attributesOfItem(atPath: path)
            return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        }
        var files = StoreFiles(mainBytes: bytes(folder.database), logBytes: logBytes)
        for name in (try? manager.contentsOfDirectory(atPath: folder.segments)) ?? [] {
            guard let number = StoredSegment.number(ofFile: name) else { continue }
            files.segmentBytes += bytes(folder.segments + "/" + name)
            if StoredSegment.name(number) == name { files.segments += 1 }
        }
        return files
    }
}
