// One file of the attack corpus: Lua text whose first comment lines say what must become of it.
//
//   -- id: A01                    section and number of the attack; a letter t marks the twin that
//                                 stays just inside the budget
//   -- expect: killed             or refused (a Lua error or a text that does not compile), or done
//   -- fault: fuel_exhausted      kind of the fault, when it must be this one
//   -- message: too many          part of the fault's message
//   -- result: true<tab>1         of done: what the text returns
//   -- fuel: 20000000             budget, when it is not the budget of one call
//   -- overshoot: 1000            milliseconds that it may run past its wall fence, if not 100
//   -- as: strategy               or game: the text is a plugin, and what runs is a session of it
//   -- from: decide               of a plugin: the call that fails, or the last that is attacked
//   -- rounds: 3                  of a plugin: rounds that are played, if not 3

import Foundation

struct CorpusFile: Sendable {
    enum Verdict: String, Sendable {
        case killed, refused, done
    }

    /// What the text is.
    enum Shape: String, Sendable {
        case script, strategy, game
    }

    var name: String
    var text: String
    var id: String
    var expect: Verdict
    var fault: String?
    var message: String?
    var result: String?
    var fuel: Int64?
    var overshootMilliseconds: Double
    var shape: Shape
    var from: String
    var rounds: Int64

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
        overshootMilliseconds = head["overshoot"].flatMap { Double($0) } ?? 100
        shape = head["as"].flatMap(Shape.init) ?? .script
        from = head["from"] ?? "main chunk"
        rounds = head["rounds"].flatMap { Int64($0) } ?? 3
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
