// Every bound of this module, with its derivation.

/// Bounds of the store and its committer.
public enum StorageLimits {
    /// Bytes of a chunk's body. It is sealed at 64 KiB; 16 MiB is room for 256 bytes a round, more
    /// than any game writes, and far under what SQLite takes (10^9).
    public static let chunkBodyBytesMax = 16 << 20

    /// Bytes of a checkpoint's memory, state or carry: the most that a plugin may hold by default.
    public static let checkpointBytesMax = 16 << 20

    /// Bytes of a plugin's text.
    public static let pluginTextBytesMax = 16 << 20

    /// Bytes of write-ahead log after which the committer copies it into the main file. At two
    /// million rounds a second and 0.6 bytes a round that is every half minute.
    public static let logBytesPerCheckpoint: Int64 = 32 << 20

    /// The file size that the log is cut back to, twice what should ever be in it.
    public static let logFileBytesMax: Int64 = 64 << 20

    /// Log bytes that a commit costs beside its bodies: some twenty pages of rows and indexes.
    static let logBytesPerCommit: Int64 = 24 << 10

    /// How long a connection waits for another one's lock, in seconds. Only recovery after a crash
    /// locks readers out, and it reads at most `logFileBytesMax`.
    static let lockSecondsMax: Double = 10

    /// Texts of one plugin that one session did not take, as rows that are kept: the newest. An
    /// editor that saves every second makes as many in half a minute, and older ones say no more.
    public static let reloadRefusalsMax = 20

    /// Sessions named in a message about an unknown or ambiguous id.
    static let suggestionsMax = 3
    /// Sessions searched for a similar id.
    static let suggestionsSearchedMax = 1_000
}
