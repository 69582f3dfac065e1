// The built `stratagem`, as a process.
import Foundation
import Testing

/// What a finished process left.
struct ProgramResult: Sendable {
    var arguments: [String]
    /// The exit code, or 128 + the signal that ended it, as shells say it.
    var code: Int32
    var output: String
    var errors: String

    /// The output as one JSON object.
    func object() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return try #require(value as? [String: Any], "no JSON object: \(self)")
    }

    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(output.utf8))
    }
}

/// A process that may still run.
final class RunningProgram {
    private let process = Process()
    private let arguments: [String]
    private let outputFile: String
    private let errorFile: String

    /// A program that takes longer is a defect, but in a run with more than the usual kills.
    private static let secondsMax =
        ProcessInfo.processInfo.environment["STRATAGEM_KILLS"] == nil ? 120 : 1800

    /// Starts the program. Output goes to files, so that no pipe can fill up.
    init(_ arguments: [String], in folder: String, through shell: String? = nil) throws {
        self.arguments = arguments
        let base = FileManager.default.temporaryDirectory.path + "/stratagem-" + UUID().uuidString
        outputFile = base + ".out"
        errorFile = base + ".err"
        for file in [outputFile, errorFile] {
            try #require(FileManager.default.createFile(atPath: file, contents: nil))
        }
        if let shell {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", shell, Program.path] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = arguments
        }
        // The width of help texts.
        process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        let output = try #require(FileHandle(forWritingAtPath: outputFile))
        let errors = try #require(FileHandle(forWritingAtPath: errorFile))
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The process keeps the handles. With more than a thousand open files Foundation's `run`
        // reads past the end of a list of them, now and then into memory that is not there.
        try output.close()
        try errors.close()
    }

    deinit {
        if process.isRunning { send(SIGKILL) }
        for file in [outputFile, errorFile] { try? FileManager.default.removeItem(atPath: file) }
    }

    /// What it has printed up to now.
    var outputSoFar: String { (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? "" }
    var errorsSoFar: String { (try? String(contentsOfFile: errorFile, encoding: .utf8)) ?? "" }

    var isRunning: Bool { process.isRunning }

    var processID: Int32 { process.processIdentifier }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end, at most two minutes.
    func finished() async throws -> ProgramResult {
        let deadline = ContinuousClock.now + .seconds(RunningProgram.secondsMax)
        while process.isRunning {
            guard ContinuousClock.now < deadline else {
                send(SIGKILL)
                throw ProgramTimeout(arguments: arguments)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        let wasKilled = process.terminationReason == .uncaughtSignal
        return ProgramResult(
            arguments: arguments,
            code: wasKilled ? 128 + process.terminationStatus : process.terminationStatus,
            output: try String(contentsOfFile: outputFile, encoding: .utf8),
            errors: try String(contentsOfFile: errorFile, encoding: .utf8))
    }
}

/// A process that did not end.
struct ProgramTimeout: Error {
    var arguments: [String]
}

enum Program {
    /// The program beside the test bundle: SwiftPM builds both into one folder.
    static let path: String = {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let places = [CommandLine.arguments.first, Bundle.main.executablePath, own]
        let candidates = places.compactMap { $0 }.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/stratagem"
        }
        let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
        print("the program under test: \(found ?? "none of \(candidates)")")
        return found ?? "/nonexistent/stratagem"
    }()

    /// The project's folder, which holds games and strategies.
    static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
