// Log lines of `stratagem up`: swift-log's interface with two small forms behind it.
import Foundation
import Host
import Logging

/// Writes events through swift-log: every program that is embedded with this one, and every tool
/// that reads its lines, knows levels and metadata.
struct FleetLog: Sendable {
    private let logger: Logger

    /// - Parameter write: takes whole lines with their ends, from one thread.
    init(_ form: RunFile.LogForm, write: @escaping @Sendable (String) -> Void) {
        logger = Logger(label: "stratagem.up") { _ in
            LineLogHandler(form: form, now: { Date() }, write: write)
        }
    }

    func note(_ event: FleetEvent) {
        let level: Logger.Level =
            switch event.level {
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        logger.log(
            level: level, "\(event.message)", metadata: event.details.mapValues { .string($0) })
    }
}

/// One event, one line: as text for people, or as a JSON object.
struct LineLogHandler: LogHandler {
    let form: RunFile.LogForm
    let now: @Sendable () -> Date
    let write: @Sendable (String) -> Void
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(
        form: RunFile.LogForm, now: @escaping @Sendable () -> Date,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.form = form
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { $1 }
        let time = now().formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        switch form {
        case .plain: write(plain(time, event.level, "\(event.message)", details) + "\n")
        case .json: write(json(time, event.level, "\(event.message)", details) + "\n")
        }
    }

    private func plain(
        _ time: String, _ level: Logger.Level, _ message: String, _ details: Logger.Metadata
    ) -> String {
        let pairs = details.sorted { $0.key < $1.key }.map { key, value in
            let text = LineLogHandler.oneLine("\(value)")
            let needsQuotes = text.contains { $0 == " " || $0 == "=" || $0 == "\"" } || text.isEmpty
            return "\(key)=" + (needsQuotes ? text.debugDescription : text)
        }
        return ([time, level.rawValue, LineLogHandler.oneLine(message)] + pairs)
            .joined(separator: " ")
    }

    private func json(
        _ time: String, _ level: Logger.Level, _ message: String, _ details: Logger.Metadata
    ) -> String {
        var object = details.mapValues { "\($0)" }
        object["time"] = time
        object["level"] = level.rawValue
        object["message"] = message
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(object) else {
            preconditionFailure("a dictionary of texts is JSON")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// A plugin's message may have many lines and control characters.
    private static func oneLine(_ text: String) -> String {
        String(
            text.map { character in
                character.isNewline || character.unicodeScalars.contains { $0.value < 32 }
                    ? " " : character
            })
    }
}
