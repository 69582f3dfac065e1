// stratagem status, stop, pause and resume: they talk to the `stratagem up` of a store.
import ArgumentParser
import Foundation
import Host
import Play
import Reports
import Storage

/// The store whose host is meant.
struct ControlOptions: ParsableArguments {
    @Option(help: "Folder of the store.")
    var store: String = RunCommand.storeStandard

    var client: ControlClient { ControlClient(store: store) }
}

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how the sessions of a running `up` are.")

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print one JSON object, with all sessions.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let answer = try control.client.ask(ControlRequest(.status, all: json))
            guard let status = answer.status else { return }
            print(json ? status.json : status.text)
        }
    }
}

struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop one session of a running `up`, or, without SESSION, all of it.",
        discussion: """
            A stopped session stays stopped until it is resumed, also when `up` is started again. \
            Without SESSION the command returns when everything is on the disk and `up` has ended.
            """)

    @Argument(help: "A session as GROUP/NUMBER, or its id or the beginning of it.")
    var session: String?

    @OptionGroup var control: ControlOptions

    func run() throws {
        try reportingFailure(json: false) {
            guard let session else {
                let answer = try control.client.stopAll()
                print(answer.message.map { "\($0): done" } ?? "")
                return
            }
            try tell(control, .stop, session)
        }
    }
}

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Pause a session of a running `up`.")

    @Argument(help: "A session as GROUP/NUMBER, or its id or the beginning of it.")
    var session: String

    @OptionGroup var control: ControlOptions

    func run() throws {
        try reportingFailure(json: false) { try tell(control, .pause, session) }
    }
}

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Have a session of a running `up` that is paused, stopped or failed play on.")

    @Argument(help: "A session as GROUP/NUMBER, or its id or the beginning of it.")
    var session: String

    @OptionGroup var control: ControlOptions

    func run() throws {
        try reportingFailure(json: false) { try tell(control, .resume, session) }
    }
}

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have a running `up` look at plugin files again.",
        discussion: """
            `up` takes edits by itself. This offers the texts anew, also to sessions that refused \
            them, and looks where the system does not tell of changes, as on some network disks.
            """)

    @Argument(help: "A game or a strategy, by name or file (default: all).")
    var plugin: String?

    @OptionGroup var control: ControlOptions

    func run() throws {
        try reportingFailure(json: false) {
            let answer = try control.client.ask(ControlRequest(.reload, plugin: plugin))
            print(answer.message ?? "")
        }
    }
}

extension ControlClient {
    /// The host that has a store which could not be opened for writing; throws that error where
    /// nobody has it, or something else.
    init(insteadOf error: StorageError, store: String) throws(StorageError) {
        guard error.code == .storeInUse,
            FileManager.default.fileExists(atPath: ControlClient.socketPath(store: store))
        else { throw error }
        self.init(store: store)
    }
}

private func tell(
    _ control: ControlOptions, _ command: ControlRequest.Command, _ session: String
) throws {
    let answer = try control.client.ask(ControlRequest(command, session: session))
    print(answer.message ?? "")
}
