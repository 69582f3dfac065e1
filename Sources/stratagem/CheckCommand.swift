// stratagem check: load plugins in the sandbox and say what is wrong.
import ArgumentParser
import Host
import Play
import Reports
import Scripting

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Load plugins in the sandbox and say what is wrong.")

    @Argument(help: "Plugin files.")
    var files: [String]

    @OptionGroup var isolation: IsolationOptions

    func run() throws {
        try reportingFailure(json: false) { try isolation.withCatalogue { try check($0) } }
    }

    private func check(_ catalogue: Catalogue) throws {
        var failed = 0
        for file in files {
            do throws(PluginFault) {
                let source = try catalogue.source(file)
                let finding = try PluginCheck.check(source)
                print(finding.summary)
                if let guards = try PluginCheck.guards(of: source) { print(guards) }
                for use in finding.budgetUses { print(BudgetWarning(use).text) }
            } catch {
                failed += 1
                writeError("error: \(error.description)")
            }
        }
        if failed > 0 { throw ExitCode.failure }
    }
}
