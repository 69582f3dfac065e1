// The repository's games, strategies and the numbers made elsewhere that they are compared with.

import Foundation
import Play
import Scripting

/// Files of the repository, found from where this file lies.
enum GameFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A file's text, by its path from the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func game(_ name: String) throws -> GameDefinition {
        let path = "games/\(name)/game.lua"
        return try GameDefinition(PluginSource(file: path, text: Array(try text(path).utf8)))
    }

    static func strategy(_ name: String) throws -> StrategyDefinition {
        let path = "strategies/\(name).lua"
        return try StrategyDefinition(PluginSource(file: path, text: Array(try text(path).utf8)))
    }

    /// A file of `Oracles`, made by the script beside it.
    static func oracle<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let path = root.appending(path: "Tests/GamesTests/Oracles/\(name).json")
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: path))
    }
}
