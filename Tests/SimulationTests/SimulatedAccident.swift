// How the lives of simulated hosts end.

/// How a host ends.
enum SimulatedAccident: CaseIterable {
    /// Asked to: sessions stop at a slice's end.
    case drain
    /// The process dies between two steps, or in the middle of moving rounds to segments.
    case kill
    /// The process dies with a write or sync, perhaps while the store is opened.
    case killByItself
    /// The power goes, likewise.
    case powerCut
    case powerCutByItself
    case failedSync
    case fullDisk
    case shortWrite

    /// Whether commits may fail while the host lives on.
    var isOfTheDisk: Bool { self == .failedSync || self == .fullDisk || self == .shortWrite }
}
