// Progress of long work: one rewritten line on a terminal, plain lines in a pipe, nothing with
// --json. Goes to standard error, so that standard output holds the result only.
import Foundation
import Reports
import Synchronization

/// Shows how far work is. Any thread.
final class ProgressLine: Sendable {
    enum Style: Sendable {
        case silent
        case terminal
        case plain
    }

    private struct State {
        var shownAt: Date?
        var width = 0
    }

    /// Seconds between two plain lines.
    private static let plainPeriod = 5.0
    private let style: Style
    private let startedAt = Date()
    private let state = Mutex(State())

    init(json: Bool) {
        if json {
            style = .silent
        } else {
            style = isatty(STDERR_FILENO) == 1 ? .terminal : .plain
        }
    }

    /// Shows the line, when it is time to.
    func show(_ text: @autoclosure () -> String) {
        switch style {
        case .silent: return
        case .terminal:
            let line = text()
            state.withLock { state in
                let blanks = String(repeating: " ", count: max(0, state.width - line.count))
                StandardStream.offer("\r" + line + blanks, to: .standardError)
                state.width = line.count
            }
        case .plain:
            state.withLock { state in
                let now = Date()
                let last = state.shownAt ?? startedAt
                guard now.timeIntervalSince(last) >= ProgressLine.plainPeriod else { return }
                state.shownAt = now
                StandardStream.offer(text() + "\n", to: .standardError)
            }
        }
    }

    /// Removes the line from the terminal.
    func clear() {
        state.withLock { state in
            guard style == .terminal, state.width > 0 else { return }
            let blanks = String(repeating: " ", count: state.width)
            StandardStream.offer("\r" + blanks + "\r", to: .standardError)
            state.width = 0
        }
    }

    /// "1,234,000 rounds · 910 k rounds/s · return 95.41 % · 12 s left".
    static func text(
        rounds: Int64, played: Int64, seconds: Double, returnRate: Double?, secondsLeft: Double?
    ) -> String {
        var parts = ["\(Figures.grouped(rounds)) rounds"]
        if seconds > 0 { parts.append("\(Figures.rate(Double(played) / seconds)) rounds/s") }
        if let returnRate { parts.append("return \(Figures.percent(returnRate))") }
        if let secondsLeft { parts.append("\(Figures.duration(seconds: secondsLeft)) left") }
        return parts.joined(separator: " · ")
    }
}
