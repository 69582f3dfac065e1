// `run --watch`: what a reload comes to is a line on standard error.
import EventLoop
import Host

/// The watch of one run.
final class WatchedRun: Sendable {
    private let watch: PluginWatch
    private let progress: ProgressLine

    init(_ catalogue: Catalogue, _ progress: ProgressLine) throws {
        self.progress = progress
        watch = try PluginWatch(catalogue: catalogue) { notice in
            // What sessions make of a text they say themselves.
            if case .broken = notice { return }
            WatchedRun.write(notice.text, progress)
        }
    }

    func follow(_ task: SessionTask) { watch.follow(task) }

    func show(_ event: ReloadEvent) {
        WatchedRun.write(event.text, progress)
    }

    func close() {
        let open = watch.close()
        precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
    }

    private static func write(_ text: String, _ progress: ProgressLine) {
        progress.clear()
        writeError(text)
    }
}
