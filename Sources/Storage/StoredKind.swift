// What an id in the store may name.

/// The kinds of records that have an id.
public enum StoredKind: String, CaseIterable, Hashable, Sendable {
    case session
    case comparison
}
