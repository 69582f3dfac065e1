// The project's files, as the tidy tests read them.
import Foundation

/// Text files under the project's root.
struct SourceTree {
    struct File {
        /// Relative to the root: "Sources/Play/Session.swift".
        let path: String
        let lines: [String]
    }

    /// The root, found from this file's own place.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Files under a folder whose names end with one of the given endings, sorted by path.
    static func files(under folder: String, endings: [String]) throws -> [File] {
        let base = root + "/" + folder
        let names = FileManager.default.enumerator(atPath: base)?.allObjects as? [String] ?? []
        return try names.sorted().filter { name in endings.contains { name.hasSuffix($0) } }
            .map { name in
                let text = try String(contentsOfFile: base + "/" + name, encoding: .utf8)
                return File(
                    path: folder + "/" + name,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                        .map(String.init))
            }
    }

    /// The module of a Swift or C source: the folder under Sources.
    static func module(of path: String) -> String {
        String(path.split(separator: "/")[1])
    }
}
