// Output compared with committed files, after ids, times, speeds and folders are masked.
//
// STRATAGEM_UPDATE_SNAPSHOTS=1 writes the files anew; look at the difference before committing it.
import Foundation
import Testing

enum Snapshot {
    private static let folder = Program.project + "/Tests/StratagemTests/Snapshots"

    /// Compares with `Snapshots/NAME.txt`.
    static func check(
        _ name: String, _ text: String, workshop: Workshop? = nil,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let shown = masked(text, workshop: workshop)
        let path = "\(folder)/\(name).txt"
        if ProcessInfo.processInfo.environment["STRATAGEM_UPDATE_SNAPSHOTS"] == "1" {
            try shown.write(toFile: path, atomically: true, encoding: .utf8)
            return
        }
        let kept = try? String(contentsOfFile: path, encoding: .utf8)
        #expect(
            shown == kept,
            "not as in Snapshots/\(name).txt; if it is right: STRATAGEM_UPDATE_SNAPSHOTS=1",
            sourceLocation: location)
    }

    static func masked(_ text: String, workshop: Workshop?) -> String {
        var text = text
        if let workshop { text = text.replacingOccurrences(of: workshop.folder, with: "FOLDER") }
        let masks = [
            ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "SESSION"),
            ("--resume [0-9a-f]{8}", "--resume SESSION_"),
            ("(?m)^[0-9a-f]{8}(?=  )", "SESSION_"),
            ("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "TIME"),
            ("(?m)^(speed +).*$", "$1SPEED"),
            ("\"(rounds_per_second|seconds|microseconds_per_round)\" : [-+.0-9e]+", "\"$1\" : 0"),
        ]
        for (pattern, replacement) in masks {
            text = text.replacingOccurrences(
                of: pattern, with: replacement, options: .regularExpression)
        }
        return text
    }
}
