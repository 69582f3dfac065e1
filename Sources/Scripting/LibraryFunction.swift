// What a plugin can reach: the registry of the C libraries, as values.
internal import CLuaBridge

/// A function or constant that a plugin can reach.
public struct LibraryFunction: Equatable, Sendable {
    /// What the result of a call depends on.
    public enum Determinism: Equatable, Sendable {
        /// The arguments only: the same in every process.
        case sameResult
        /// The random stream of the round, too.
        case drawsFromStream
        /// The state of the host that is part of the session: budget, log, what a strategy sees.
        case readsHost
    }

    /// Empty for globals.
    public let library: String
    public let name: String
    /// Nil for a constant. Signatures separated by " ; "; the form is stated in registry.h.
    public let arguments: String?
    /// Types of the results, "?" after one that may be nil.
    public let results: String
    /// In units of fuel.
    public let price: String
    /// What it does, in one sentence.
    public let about: String
    /// Why a plugin may have it.
    public let safety: String
    public let determinism: Determinism
    /// Whether it is the system library's own, unchanged.
    public let isStock: Bool

    /// As a plugin writes it: `string.rep`, `rng:int`.
    public var path: String {
        switch library {
        case "": name
        case "rng": "rng:\(name)"
        default: "\(library).\(name)"
        }
    }

    /// Every function and constant, library by library.
    public static let all: [LibraryFunction] = {
        (0..<sg_registry_count()).compactMap { index in
            var record = unsafe sg_registered()
            guard unsafe sg_registry_at(index, &record) else { return nil }
            return unsafe LibraryFunction(record)
        }
    }()

    @unsafe
    private init(_ record: sg_registered) {
        unsafe library = String(cString: record.library)
        unsafe name = String(cString: record.name)
        unsafe arguments = record.arguments.map { unsafe String(cString: $0) }
        unsafe results = String(cString: record.results)
        unsafe price = String(cString: record.price)
        unsafe about = String(cString: record.about)
        unsafe safety = String(cString: record.safe)
        unsafe isStock = record.is_stock
        determinism =
            switch unsafe record.determinism {
            case Int32(bitPattern: SG_DRAWS.rawValue): .drawsFromStream
            case Int32(bitPattern: SG_READS_HOST.rawValue): .readsHost
            default: .sameResult
            }
    }

    /// The parameters of each signature.
    public var signatures: [[LibraryParameter]] {
        guard let arguments else { return [] }
        return arguments.split(separator: ";", omittingEmptySubsequences: false).map { signature in
            signature.split(separator: ",").compactMap { LibraryParameter($0) }
        }
    }
}
