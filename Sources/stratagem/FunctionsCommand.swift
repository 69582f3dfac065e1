// stratagem functions: what a plugin can call.
import ArgumentParser
import Scripting

struct FunctionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "functions",
        abstract: "List what a plugin can call: arguments, results and price in fuel.")

    @Argument(help: "Show only what has this in its name.")
    var name: String?

    @Flag(help: "Print docs/lua-library.md.")
    var markdown = false

    @Flag(help: "Print docs/stratagem.lua, definitions for the Lua language server.")
    var definitions = false

    func validate() throws {
        if markdown && definitions {
            throw ValidationError("choose one of --markdown and --definitions")
        }
    }

    func run() throws {
        if markdown {
            print(LibraryPage.markdown, terminator: "")
        } else if definitions {
            print(LibraryPage.definitions, terminator: "")
        } else {
            let shown = LibraryFunction.all.filter { name.map($0.path.contains) ?? true }
            guard !shown.isEmpty else {
                throw ValidationError("a plugin can call nothing like '\(name ?? "")'")
            }
            for each in shown { print(Self.lines(each)) }
        }
    }

    private static func lines(_ each: LibraryFunction) -> String {
        let call = each.arguments.map { "\(each.path)(\($0))" } ?? each.path
        let gives = each.results.isEmpty ? "" : " -> \(each.results)"
        let price = each.price == "0" ? "" : "\n    fuel: \(each.price)"
        return "\(call)\(gives)\n    \(each.about)\(price)"
    }
}
