// Goal: stratagem.yaml says what it means, and a file that says something else is refused with the
// place and the nearest word.
// Method: the committed file is the defaults; small texts, right and wrong.

import Foundation
import Host
import Play
import Storage
import Testing

@Suite("Configuration of the host")
struct HostConfigurationTests {
    private static let committed =
        URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/Config/stratagem.yaml"

    @Test("the committed file holds the defaults")
    func defaults() throws {
        let read = try HostConfiguration.read(file: Self.committed)
        #expect(read.isolation == [])
        #expect(read.patience == PluginWarden.Patience())
        #expect(read.patience == HostConfiguration().patience)
    }

    @Test("rules and limits are read; what is left out stays as it is")
    func rules() throws {
        let read = try HostConfiguration.parse(
            """
            isolation:
              - { plugins: "strategies/found/*", tier: process }
              - plugins: games/
                tier: none
            isolation_limits:
              quarantine_after: 7
            """, file: "stratagem.yaml")
        #expect(
            read.isolation == [
                IsolationRules.Rule(plugins: "strategies/found/*", tier: .process),
                IsolationRules.Rule(plugins: "games/", tier: .none),
            ])
        #expect(read.patience.lossesMax == 7)
        #expect(read.patience.requestMilliseconds == 800)
        #expect(try HostConfiguration.parse("", file: "empty.yaml") == HostConfiguration())
    }

    @Test(
        "a wrong file is refused with its line and what to write",
        arguments: [
            ("a: 1\nisolation: []\nisolatoin: []", "c.yaml:1: there is no \"a\" in the file"),
            ("isolatoin: []", "c.yaml:1: there is no \"isolatoin\" in the file; did you mean isol"),
            (
                "isolation:\n  - plugins: a\n    teir: process",
                "c.yaml:3: there is no \"teir\" in a rule; did you mean tier?"
            ),
            (
                "isolation_limits:\n  quarantine: 1",
                "c.yaml:2: there is no \"quarantine\" in isolation_limits"
            ),
            ("- 1", "c.yaml:1: the file must be a table with isolation, segments, isolation_"),
            ("segments:\n  keep: 3d", "c.yaml:2: there is no \"keep\" in segments"),
            ("segments:\n  seal_after: soon", "segments.seal_after is \"soon\"; write a time"),
            ("segments:\n  size: 2KiB", "segments.size is \"2KiB\"; write a size from 4KiB"),
            ("segments:\n  keep_for: 0s", "segments.keep_for is \"0s\"; write a time such as 30d"),
            ("segments:\n  keep_bytes: -1GB", "segments.keep_bytes is \"-1GB\"; write a size"),
            ("isolation:\n  - plugins: a\n    tier: sandbox", "isolation.1.tier"),
            ("isolation:\n  - plugins: a", "tier"),
            ("isolation: [", "c.yaml"),
            ("isolation_limits:\n  call_milliseconds: 900", "must be below request_milliseconds"),
            ("isolation_limits:\n  quarantine_after: 0", "must be 1 or more"),
            ("isolation_limits:\n  quarantine_after: many", "isolation_limits.quarantine_after"),
        ])
    func wrong(text: String, message: String) {
        let error = #expect(throws: PlayError.self) {
            try HostConfiguration.parse(text, file: "c.yaml")
        }
        #expect(error?.code == .invalidInput)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test("rules for segments are read, and left out they seal after ten minutes and keep all")
    func segments() throws {
        let standard = SegmentRules()
        #expect(standard.sealer?.olderThanMilliseconds == 600_000)
        #expect(standard.sealer?.segmentBytes == 256 << 20)
        #expect(standard.retention.isEmpty)
        let text = """
            segments:
              seal_after: 90s
              size: 1.5MiB
              keep_for: 30d
              keep_bytes: 20GB
            """
        let rules = try #require(HostConfiguration.parse(text, file: "c.yaml").segments)
        #expect(rules.sealer?.olderThanMilliseconds == 90_000)
        #expect(rules.sealer?.segmentBytes == 3 << 19 && rules.sealer?.leastBytes == 3 << 19)
        #expect(
            rules.retention
                == RetentionPolicy(
                    maxAgeMilliseconds: 30 * 86_400_000, maxBytes: 20_000_000_000))
        let off = "segments: { seal_after: off, keep_for: forever, keep_bytes: unlimited }"
        let none = try #require(HostConfiguration.parse(off, file: "c.yaml").segments)
        #expect(none.sealer == nil && none.retention.isEmpty)
    }

    @Test("a configuration that was named must be there; the usual one need not")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(
            try HostConfiguration.read(file: nil, folder: folder.path) == HostConfiguration())
        let error = #expect(throws: PlayError.self) {
            try HostConfiguration.read(file: "other.yaml", folder: folder.path)
        }
        #expect(error?.code == .notFound)
        try folder.write("stratagem.yaml", "isolation_limits: { quarantine_after: 2 }")
        #expect(
            try HostConfiguration.read(file: nil, folder: folder.path).patience.lossesMax == 2)
    }
}
