// The documentation of what a plugin can reach, made from the registry: a page for people and a
// file for editors (LuaLS definitions).

/// Both are kept in docs/, and a test fails when they differ from the registry.
public enum LibraryPage {
    /// docs/lua-library.md
    public static var markdown: String {
        var lines = [
            "# What a plugin can call",
            "",
            "Made by `stratagem functions --markdown` from the registry in `Sources/CLuaBridge`; do",
            "not edit. There is nothing else: no files, no clock, no processes, no `require`.",
            "",
            "Prices are in units of fuel, on top of the text's own charges (about one unit a token);",
            "division rounds as the call does, and allocation is charged apart. A value that may be",
            "nil ends in `?`. *Stock* is the system library's function, unchanged.",
        ]
        for library in libraries {
            lines += ["", "## \(title(library))", ""]
            lines += [
                "| call | gives | fuel | what it does | why it is safe |", "|---|---|---|---|---|",
            ]
            lines += LibraryFunction.all.filter { $0.library == library }.map(row)
        }
        lines += ["", "## Where it differs from stock Lua 5.4, on purpose", ""]
        lines += ["| functions | here | why |", "|---|---|---|"]
        lines += LibraryDifference.all.map { each in
            "| \(cell(each.functions)) | \(cell(each.what)) | \(cell(each.reason)) |"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// docs/stratagem.lua, for the Lua language server: what stock Lua does not have.
    public static var definitions: String {
        var lines = [
            "---@meta",
            "-- Made by `stratagem functions --definitions`; do not edit.",
            "-- Point the Lua language server at it: { \"workspace.library\": [\"docs\"] }",
        ]
        lines += ["", "---What a strategy sees.", "---@class stratagem.Seen"]
        lines += LibraryFunction.all.filter { $0.library == "seen" }.map { each in
            "---@field \(each.name) \(each.results) \(each.about)"
        }
        lines += ["", "---The random numbers of this round.", "---@class stratagem.Random"]
        lines += ["local rng = {}"]
        for each in LibraryFunction.all where each.library == "rng" { lines += definition(each) }
        lines += ["", "budget = {}"]
        for each in LibraryFunction.all
        where ["log", "budget.left", "budget.used"].contains(each.path) {
            lines += definition(each)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Libraries in the order of the registry.
    private static var libraries: [String] {
        var found: [String] = []
        for each in LibraryFunction.all where found.last != each.library {
            found.append(each.library)
        }
        return found
    }

    private static func title(_ library: String) -> String {
        switch library {
        case "": "Globals"
        case "rng": "rng, the random numbers of the round"
        case "seen": "seen, what a strategy may look at"
        default: library
        }
    }

    private static func row(_ each: LibraryFunction) -> String {
        let path = each.library.contains(" ") ? each.name : each.path
        let calls = each.signatures.map { "\(path)(\(call($0, of: each)))" }
        let shown = calls.isEmpty ? path : calls.joined(separator: "`, `")
        let origin = each.isStock && each.arguments != nil ? "stock; " : ""
        let draws = each.determinism == .drawsFromStream ? " *random*" : ""
        return "| `\(shown)` | \(cell(each.results)) | \(cell(each.price)) "
            + "| \(cell(each.about))\(draws) | \(cell(origin + each.safety)) |"
    }

    private static func call(_ parameters: [LibraryParameter], of: LibraryFunction) -> String {
        let shown = parameters.filter { of.library != "rng" || $0.name != "self" }
        return shown.map { $0.name + ($0.isOptional ? "?" : "") }.joined(separator: ", ")
    }

    /// Text that stays inside its column.
    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("*", with: "\\*")
    }

    private static func definition(_ each: LibraryFunction) -> [String] {
        guard let signature = each.signatures.last else { return [] }
        let parameters = signature.filter { each.library != "rng" || $0.name != "self" }
        var lines = ["", "---\(each.about) Fuel: \(each.price)."]
        lines += parameters.map { parameter in
            let isOptional =
                parameter.isOptional || each.signatures.count > 1 && parameter.name == "b"
            return "---@param \(parameter.name)\(isOptional ? "?" : "") "
                + parameter.types.joined(separator: "|")
        }
        if !each.results.isEmpty { lines.append("---@return \(each.results)") }
        let names = parameters.map(\.name).joined(separator: ", ")
        return lines + ["function \(each.path)(\(names)) end"]
    }
}
