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

    func run() throws {
        let catalogue = Catalogue()
        var failed = 0
        for file in files {
            do throws(PluginFault) {
                let finding = try PluginCheck.check(try catalogue.source(file))
                print(finding.summary)
                for use in finding.budgetUses { print(BudgetWarning(use).text) }
            } catch {
                failed += 1
                writeError("error: \(error.description)")
            }
        }
        if failed > 0 { throw ExitCode.failure }
    }
}
