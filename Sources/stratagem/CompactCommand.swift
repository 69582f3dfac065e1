// stratagem compact: rounds leave the main file of a store for segments.
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct CompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Move rounds out of a store's main file into segments.",
        discussion: """
            The rounds themselves, most of a store's bytes, go into files that are never changed \
            again (segments/ in the store's folder) and the main file shrinks. Everything reads \
            them from there as before; figures, money, digests and checkpoints stay in the main \
            file. A running `stratagem up` does this by itself. `stratagem retain` gives up old \
            segments. It can be stopped at any time, also by kill -9, and run again.
            """)

    @Option(help: "Only rounds that were stored so long ago: 10m, 2h, 1d (default: all).")
    var olderThan: String?

    @Option(help: "Bytes of a segment, from 4KiB to 1GiB (default: 256MiB).")
    var segmentSize: String?

    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) { try compact() }
    }

    private func compact() throws {
        var settings = SealerSettings()
        if let olderThan {
            settings.olderThanMilliseconds = try InputParsing.milliseconds(
                olderThan, "older-than")
        }
        if let segmentSize {
            settings.segmentBytes = try InputParsing.bytes(segmentSize, "segment-size")
            guard SegmentLimits.bytesRange.contains(settings.segmentBytes) else {
                throw PlayError(
                    .invalidInput, "--segment-size is \(segmentSize); it goes from 4KiB to 1GiB")
            }
        }
        try InputParsing.requireStore(store)
        let journal = try JournalStore(directory: store, mode: .readWrite, engine: Engine.version)
        defer { journal.close() }
        let progress = ProgressLine(json: json)
        let start = ContinuousClock.now
        var shownAt = start
        var moved: Int64 = 0
        let result = try Sealer(
            journal, settings,
            progress: { bytes in
                moved += bytes
                guard shownAt.duration(to: .now) >= .milliseconds(200) else { return }
                shownAt = .now
                progress.show("\(Figures.bytes(moved)) moved")
            }
        ).run()
        progress.clear()
        let seconds = start.duration(to: .now) / .seconds(1)
        let report = CompactReport(result, store: journal.directory, seconds: seconds)
        print(json ? JSONText.encode(report) : report.text)
    }
}
