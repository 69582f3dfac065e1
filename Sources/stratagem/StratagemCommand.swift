// The command line: `stratagem COMMAND`.
import ArgumentParser
import EventLoop
import Play
import Reports

@main
struct StratagemCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stratagem",
        abstract: "Plays games with Lua strategies: metered, exact to the cent, reproducible.",
        discussion: """
            Games and strategies are Lua plugins under games/ and strategies/ of the working \
            directory. Start with:

              stratagem games
              stratagem run slots/double-diamond flat
              stratagem compare slots/double-diamond flat double-after-loss --metric ruin
            """,
        version: Engine.version,
        subcommands: [
            RunCommand.self, UpCommand.self, StatusCommand.self, StopCommand.self,
            PauseCommand.self, ResumeCommand.self, ReloadCommand.self, CompareCommand.self,
            TournamentCommand.self,
            OddsCommand.self, FingerprintCommand.self, ReplayCommand.self, VerifyCommand.self,
            CheckCommand.self,
            CompactCommand.self, RetainCommand.self, KeepCommand.self,
            SessionsCommand.self, VersionsCommand.self, RollbackCommand.self, GamesCommand.self,
            StrategiesCommand.self, FunctionsCommand.self, WalletsCommand.self, WalletCommand.self,
            BenchCommand.self,
        ])

    /// As ArgumentParser's own, with two differences: a command line that can not be read gives the
    /// unified error object, too, where it asks for JSON; and who prints to a full disk is told.
    static func main() {
        StandardOutput.occupyClosedStreams()
        var code = ExitCode.success
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            code = exitCode(for: error)
            // None where the command has said all there is to say.
            let text = fullMessage(for: error)
            if code == .success {
                print(text)
            } else if !(error is ExitCode), CommandLine.arguments.contains("--json") {
                print(JSONText.encode(Failure(usage: message(for: error))))
            } else if !text.isEmpty {
                writeError(text)
            }
        }
        if let reason = StandardOutput.loss() {
            writeError(
                "error: the output is not all there: standard output could not be written "
                    + "(\(reason)). What the command does besides printing is done.")
            if code == .success { code = .failure }
        }
        exit(withError: code)
    }
}
