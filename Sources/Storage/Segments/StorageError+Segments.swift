// What is said of a segment's file that is not as it should be.

extension StorageError {
    static func segmentMissing(_ path: String) -> StorageError {
        StorageError(
            .segmentMissing, path: path,
            "The rounds are in the segment \(path), which is not there: put it back from a backup. "
                + "If it is gone for good, say so with \(giveUp(path)): figures, money and digests "
                + "do not need it, and rounds that it had can still be regenerated.")
    }

    static func segmentDamaged(_ path: String, _ said: String) -> StorageError {
        StorageError(
            .segmentDamaged, path: path,
            "The segment \(path) is damaged (\(said)): put it back from a backup, and look at the "
                + "disk. If there is none, give it up with \(giveUp(path)): figures, money and "
                + "digests do not need it, and rounds that it had can still be regenerated.")
    }

    private static func giveUp(_ path: String) -> String {
        "`stratagem retain --segment \(path.split(separator: "/").last ?? "")`"
    }
}
