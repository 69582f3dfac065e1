// What goes over the control socket: one JSON object a line, one question, one answer.
//
//   {"command":"pause","session":"calm/3","v":1}
//   {"message":"calm/3 is pausing","v":1}
//   {"error":{"code":"NOT_FOUND","message":"..."},"v":1}
//
// A question has at most 4096 bytes; unknown members are ignored, an unknown version is refused.
private import Foundation
internal import Play
public import Reports

/// A question to a running host.
public struct ControlRequest: Codable, Hashable, Sendable {
    public enum Command: String, CaseIterable, Codable, Hashable, Sendable {
        case status
        case stop
        case pause
        case resume
        /// Looks at plugin files again.
        case reload
        /// Moves money into a shared wallet, or out of it.
        case fund
        /// Never retires the rounds of a session, or does so again.
        case keep
    }

    public var v: Int
    public var command: String
    /// "calm/3", or an id or the beginning of one.
    public var session: String?
    /// With `status`: whether all sessions are listed, not only those to look at.
    public var all: Bool?
    /// With `reload`: a plugin's name or file; all without.
    public var plugin: String?
    /// With `fund`: the wallet, and minor units; below 0 out of it.
    public var wallet: String?
    public var units: Int64?
    /// With `keep`: whether the session, which is a full id then, is let go again.
    public var release: Bool?

    public init(
        _ command: Command, session: String? = nil, all: Bool? = nil, plugin: String? = nil,
        wallet: String? = nil, units: Int64? = nil, release: Bool? = nil
    ) {
        v = ControlRequest.version
        self.command = command.rawValue
        self.session = session
        self.all = all
        self.plugin = plugin
        self.wallet = wallet
        self.units = units
        self.release = release
    }

    /// The protocol's version.
    public static let version = 1
    /// Bytes of a question.
    public static let bytesMax = 4096
    /// Bytes of an answer: 100,000 sessions with some 300 each.
    public static let answerBytesMax = 64 << 20

    /// Throws `INVALID_INPUT` for what is no question of this version.
    static func decoded(_ line: [UInt8]) throws(PlayError) -> ControlRequest {
        guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line)) else {
            throw PlayError(
                .invalidInput,
                "a question is one line of JSON, such as {\"v\":1,\"command\":\"status\"}")
        }
        guard request.v == version else {
            throw PlayError(
                .invalidInput,
                "the question is of version \(request.v) and this host speaks \(version): use the "
                    + "stratagem that the host was started with")
        }
        return request
    }

    var line: [UInt8] {
        guard let data = try? JSONEncoder().encode(self) else {
            preconditionFailure("a question of texts and numbers is JSON")
        }
        return Array(data)
    }
}

/// The answer to a question.
public struct ControlAnswer: Codable, Hashable, Sendable {
    public struct Failure: Codable, Hashable, Sendable {
        public var code: String
        public var message: String
    }

    public var v = ControlRequest.version
    public var message: String?
    public var status: FleetStatus?
    /// To `keep`: chunks of the session that were retired before.
    public var retired: Int64?
    public var error: Failure?

    init(message: String) { self.message = message }

    init(message: String, retired: Int64) {
        self.message = message
        self.retired = retired
    }

    init(status: FleetStatus) { self.status = status }

    init(_ error: PlayError) {
        self.error = Failure(code: error.code.rawValue, message: error.description)
    }

    var line: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("an answer holds something that JSON can not say")
        }
        return Array(data) + [UInt8(ascii: "\n")]
    }

    static func decoded(_ line: [UInt8]) -> ControlAnswer? {
        try? JSONDecoder().decode(ControlAnswer.self, from: Data(line))
    }
}
