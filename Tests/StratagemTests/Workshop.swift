// A working folder for one test: the project's plugins, a store, and nothing else.
import Foundation
import Testing

/// A folder with `games` and `strategies`, removed with the last reference.
final class Workshop {
    let folder: String

    init() throws {
        let files = FileManager.default
        // Links are resolved, so that messages with absolute paths can be compared.
        let base = files.temporaryDirectory.resolvingSymlinksInPath().path
        folder = base + "/stratagem-workshop-" + UUID().uuidString
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // `copyItem` would keep the owner, which only root may do for files of another.
        for name in ["games", "strategies"] {
            let source = URL(fileURLWithPath: Program.project + "/" + name)
                .resolvingSymlinksInPath().path
            for file in try files.subpathsOfDirectory(atPath: source) where file.hasSuffix(".lua") {
                let text = try String(contentsOfFile: source + "/" + file, encoding: .utf8)
                try write(name + "/" + file, text)
            }
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes a file, its folders included.
    func write(_ name: String, _ text: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Runs the program here to its end.
    func run(_ arguments: String...) async throws -> ProgramResult {
        try await run(arguments)
    }

    func run(_ arguments: [String]) async throws -> ProgramResult {
        try await RunningProgram(arguments, in: folder).finished()
    }

    /// Starts the program here.
    func start(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(arguments, in: folder)
    }

    /// Adds the strategy `twin`, which plays as another one does.
    func writeTwin(of strategy: String) throws {
        let text = try String(
            contentsOfFile: folder + "/strategies/\(strategy).lua", encoding: .utf8)
        try write(
            "strategies/twin.lua",
            text.replacingOccurrences(of: "name = \"\(strategy)\"", with: "name = \"twin\""))
    }

    /// Runs `stratagem run ... --json` to its end, which must be a good one.
    func play(_ arguments: [String]) async throws -> RunOutput {
        let result = try await run(["run"] + arguments + ["--json"])
        try #require(result.code == 0, "\(result)")
        return try result.decoded(RunOutput.self)
    }

    /// The sessions of a store, newest first; none where there is no store yet.
    func sessions(store: String = ".stratagem") async throws -> [SessionLine] {
        let result = try await run("sessions", "--json", "--store", store)
        guard result.code == 0 else {
            try #require(try result.decoded(ErrorOutput.self).error.code == "STORE_MISSING")
            return []
        }
        return try result.decoded(SessionList.self).sessions
    }
}

/// What `run --json` prints, as far as tests look at it.
struct RunOutput: Decodable {
    struct End: Decodable {
        var reason: String
        var detail: String
    }

    struct Fault: Decodable {
        var round: Int
        var kind: String
        var role: String?
        var file: String
        var line: Int?
        var message: String
        var traceback: String
        var fuelUsed: Int
        var fuelBudget: Int
    }

    var session: String
    var state: String
    var end: End
    var resumable: Bool
    var faultList: [Fault]
    var seconds: Double
    var result: Played

    private enum CodingKeys: String, CodingKey {
        case session, state, end, resumable, faultList, seconds
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        session = try container.decode(String.self, forKey: .session)
        state = try container.decode(String.self, forKey: .state)
        end = try container.decode(End.self, forKey: .end)
        resumable = try container.decode(Bool.self, forKey: .resumable)
        faultList = try container.decode([Fault].self, forKey: .faultList)
        seconds = try container.decode(Double.self, forKey: .seconds)
        result = try Played(from: decoder)
    }
}

/// What must not depend on process, store, folder or interruptions.
struct Played: Decodable, Hashable {
    var game: String
    var strategy: String
    var seed: String
    var rounds: Int64
    var decisions: Int64
    var staked: String
    var paid: String
    var fees: String
    var net: String
    var balance: String
    var hitFrequency: Double?
    var fuel: Int64
    var strategyFuel: Int64
    var gameFuel: Int64
    var faults: Int64
    var digest: String
}

/// A line of `sessions --json`.
struct SessionLine: Decodable, Hashable {
    var id: String
    var state: String
    var rounds: Int64
    var net: String
    var resumable: Bool
    var end: String?
}

struct SessionList: Decodable {
    var sessions: [SessionLine]
}

/// The unified error object.
struct ErrorOutput: Decodable {
    struct Content: Decodable {
        struct Details: Decodable {
            var file: String?
            var line: Int?
            var path: String?
        }

        var code: String
        var message: String
        var details: Details?
    }

    var error: Content
}
