// Why sessions wait for room on the disk, as people and programs read it.

/// A pause because of a full disk.
public struct PauseReport: Codable, Hashable, Sendable {
    /// "storage_full".
    public var reason: String
    /// Absent when the system does not say.
    public var freeBytes: Int64?
    /// Free bytes with which sessions go on.
    public var neededBytes: Int64
    /// Folder of the store.
    public var path: String
    /// Whether the disk has refused a commit, which is tried again.
    public var refused: Bool

    public init(
        reason: String, freeBytes: Int64?, neededBytes: Int64, path: String, refused: Bool
    ) {
        self.reason = reason
        self.freeBytes = freeBytes
        self.neededBytes = neededBytes
        self.path = path
        self.refused = refused
    }

    /// "paused: storage_full, 1,024 bytes free of at least 4,096 needed; free space under /store".
    public var text: String {
        let free = freeBytes.map { Figures.grouped($0) } ?? "an unknown number of"
        // A quota, or blocks that are kept for root, are not seen in what is free.
        let isHidden = refused && freeBytes.map { $0 >= neededBytes } ?? false
        let room =
            isHidden
            ? "the disk takes no more, though \(free) bytes are free (a quota?)"
            : "\(free) bytes free of at least \(Figures.grouped(neededBytes)) needed"
        return "paused: \(reason), \(room); free space under \(path)"
    }

    /// What is said when the pause is over.
    public static let overText = "there is room again: going on"
}
