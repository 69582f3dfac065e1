// One file of the attack corpus: Lua text whose first comment lines say what must become of it.
//
//   -- id: A01                    section and number of the attack; a letter t marks the twin that
//                                 stays just inside the budget
//   -- expect: killed             or refused (a Lua error or a text that does not compile), or done
//   -- fault: fuel_exhausted      kind of the fault, when it must be this one
//   -- message: too many          part of the fault's message
//   -- result: true<tab>1         of done: what the text returns
//   -- fuel: 20000000             budget, when it is not the budget of one call

import Foundation

struct CorpusFile: Sendable {
    enum Verdict: String, Sendable {
        case killed, refused, done
    }

    var name: String
    var text: String
    var id: String
    var expect: Verdict
    var fault: String?
    var message: String?
    var result: String?
    var fuel: Int64?

    /// Reads a file; `nil` when its head lacks `id` or `expect`.
    init?(_ url: URL) throws {
        name = url.lastPathComponent
        text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        var head: [String: String] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("-- ") else { break }
            let parts = line.dropFirst(3).split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[1].hasPrefix(" ") else { continue }
            head[String(parts[0])] = String(parts[1].dropFirst())
        }
        guard let id = head["id"], let expect = head["expect"].flatMap(Verdict.init) else {
            return nil
        }
        self.id = id
        self.expect = expect
        fault = head["fault"]
        message = head["message"]
        result = head["result"]
        fuel = head["fuel"].flatMap { Int64($0) }
    }

    /// All files of the folder Corpus beside this file, by name.
    static func all() throws -> [URL] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
        return try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "lua" }.sorted {
            $0.lastPathComponent < $1.lastPathComponent
        }
    }
}
