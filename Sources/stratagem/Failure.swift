// How commands fail: one paragraph on standard error, or the unified error object with --json.
import ArgumentParser
import EventLoop
import Foundation
import Play
import Reports
import Scripting
import Storage

/// Runs a command's body; turns every error into output and an exit code.
func reportingFailure(json: Bool, _ body: () throws -> Void) throws {
    do {
        try body()
    } catch let code as ExitCode {
        throw code
    } catch {
        let failure = Failure(error)
        if json {
            print(JSONText.encode(failure))
        } else {
            writeError("error: " + failure.error.message)
        }
        throw ExitCode.failure
    }
}

/// Writes a line to standard error.
func writeError(_ text: String) {
    StandardStream.offer(text + "\n", to: .standardError)
}

/// The unified error object of the contract, section 9.
struct Failure: Encodable {
    struct Content: Encodable {
        var code: String
        var message: String
        @Nullable var details: Details?
    }

    struct Details: Encodable {
        var file: String?
        var line: Int?
        var call: String?
        var traceback: String?
        var path: String?
    }

    var error: Content

    /// A command line that can not be read.
    init(usage message: String) {
        error = Content(
            code: PlayError.Code.invalidInput.rawValue, message: message, details: nil)
    }

    init(_ error: any Error) {
        switch error {
        case let error as PlayError:
            let details = error.fault.map {
                Details(file: $0.file, line: $0.line, call: $0.call, traceback: $0.traceback)
            }
            self.error = Content(
                code: error.code.rawValue, message: error.description, details: details)
        case let error as StorageError:
            self.error = Content(
                code: error.code.rawValue, message: error.description,
                details: error.path.map { Details(path: $0) })
        case let error as LoopError:
            self.error = Content(code: "INTERNAL_ERROR", message: error.description)
        default:
            self.error = Content(code: "INTERNAL_ERROR", message: "\(error)")
        }
    }
}
