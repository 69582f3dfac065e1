// Waiting for room on the disk, as commands in the foreground show it: a line on standard error
// when it begins and when it is over, also with --json, and the progress line meanwhile.
import Host
import Reports
import Storage

/// What one command says of its committer's pauses. The core loop's thread.
final class RoomLines: Sendable {
    private let wait: StorageWait
    private let progress: ProgressLine

    init(_ committer: Committer, _ progress: ProgressLine) {
        wait = StorageWait(committer)
        self.progress = progress
    }

    /// Shows progress, or what it waits for.
    func show(_ line: @autoclosure () -> String) {
        switch wait.change() {
        case .began(let pause): write(pause.text)
        case .ended: write(PauseReport.overText)
        case nil: break
        }
        progress.show(wait.pause?.text ?? line())
    }

    private func write(_ text: String) {
        progress.clear()
        writeError(text)
    }
}
