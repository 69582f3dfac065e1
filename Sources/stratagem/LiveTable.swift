// The live table of `stratagem up`: one screen, written at once, so that it does not flicker.
import EventLoop
import Foundation
import Reports

/// Draws a status over the last one on a terminal. The core loop's thread only.
final class LiveTable {
    private var rowsShown = 0
    /// The latest log lines, shown below the table.
    private var latest: [String] = []
    private static let latestMax = 3

    /// A warning or error, for the foot of the table.
    func note(_ line: String) {
        latest = (latest + [line.trimmingCharacters(in: .newlines)]).suffix(LiveTable.latestMax)
    }

    func draw(_ status: FleetStatus) {
        let size = TerminalSize(of: STDOUT_FILENO) ?? TerminalSize(columns: 80, rows: 24)
        // The last row stays free: a line end there would scroll.
        let rows = max(4, size.rows - 1)
        var lines = status.lines(rowsMax: max(4, rows - latest.count - 1))
        if !latest.isEmpty { lines += [""] + latest }
        lines = lines.prefix(rows).map { String($0.prefix(max(20, size.columns))) }
        StandardStream.offer(LiveTable.frame(lines, over: rowsShown), to: .standardOutput)
        rowsShown = lines.count
    }

    /// The lines over the last ones: the cursor goes up, each line is written and what is left of
    /// the old one erased, then everything below.
    static func frame(_ lines: [String], over rowsShown: Int) -> String {
        let escape = "\u{1b}["
        let up = rowsShown > 0 ? "\(escape)\(rowsShown)A" : ""
        let body = lines.map { "\($0)\(escape)K\n" }.joined()
        return "\(escape)?25l\r" + up + body + "\(escape)J\(escape)?25h"
    }
}
