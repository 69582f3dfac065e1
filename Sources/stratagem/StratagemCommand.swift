// The command line: `stratagem COMMAND`.
import ArgumentParser
import Play

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
            RunCommand.self, CompareCommand.self, ReplayCommand.self, CheckCommand.self,
            SessionsCommand.self, GamesCommand.self, StrategiesCommand.self, BenchCommand.self,
        ])
}
