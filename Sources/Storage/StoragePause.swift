// Why sessions wait for their store.

/// Sessions wait because the disk of their store has no room.
public struct StoragePause: Hashable, Sendable {
    /// The kind of reason; the raw value is stable and may be stored or sent.
    public enum Reason: String, Hashable, Sendable {
        case storageFull = "storage_full"
    }

    public var reason = Reason.storageFull
    /// `nil` when the system does not say.
    public var freeBytes: Int64?
    /// Free bytes with which sessions go on.
    public var neededBytes: Int64
    /// Folder of the store.
    public var path: String
    /// Whether the disk has refused a commit. What waits is then tried again and again; else it is
    /// on the disk, and only new rounds wait.
    public var isRefused: Bool

    public init(freeBytes: Int64?, neededBytes: Int64, path: String, isRefused: Bool) {
        self.freeBytes = freeBytes
        self.neededBytes = neededBytes
        self.path = path
        self.isRefused = isRefused
    }
}
