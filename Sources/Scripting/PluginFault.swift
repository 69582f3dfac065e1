// A plugin's fault as data: what happened, where, and what it cost.

/// What went wrong in a plugin. It ended that call and nothing else.
public struct PluginFault: Error, Hashable, Sendable {
    /// What kind of fault; the raw value is used in JSON and in the journal.
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case syntax = "syntax_error"
        case error = "lua_error"
        case fuel = "fuel_exhausted"
        case memory = "memory_exhausted"
        case wallTime = "wall_time_exceeded"
        case log = "log_exhausted"
        case hostCalls = "host_calls_exhausted"
        /// A call returned what its contract does not allow.
        case contract = "contract_broken"
        /// Memory or state is not plain data.
        case data = "not_plain_data"
        case aborted = "aborted"
        /// The process of an isolated plugin ended, could not be started, or was not to be trusted.
        case process = "process_lost"
        /// The process of an isolated plugin had to be ended too often: it is not started again.
        case quarantined = "plugin_quarantined"

        /// Whether the same input gives the same fault in every process.
        public var isReproducible: Bool {
            switch self {
            case .memory, .wallTime, .process, .quarantined: false
            default: true
            }
        }
    }

    /// Which side of a round it belongs to.
    public enum Role: String, Hashable, Sendable, Codable {
        case strategy
        case game
    }

    public var kind: Kind
    public var role: Role?
    /// The plugin's file as it was named when loaded: "strategies/flat.lua".
    public var file: String
    /// `nil` when no line is known.
    public var line: Int?
    /// The call that failed: "load", "start", "decide", "learn", "step", ...
    public var call: String
    /// One sentence, without the file and line.
    public var message: String
    /// Lua's traceback, one frame a line; empty when nothing was running.
    public var traceback: String
    /// Fuel in units of about one Lua token.
    public var fuelUsed: Int64
    public var fuelBudget: Int64

    public init(
        kind: Kind, role: Role?, file: String, line: Int?, call: String, message: String,
        traceback: String = "", fuelUsed: Int64 = 0, fuelBudget: Int64 = 0
    ) {
        self.kind = kind
        self.role = role
        self.file = file
        self.line = line
        self.call = call
        self.message = message
        self.traceback = traceback
        self.fuelUsed = fuelUsed
        self.fuelBudget = fuelBudget
    }

    /// "strategies/flat.lua:12".
    public var place: String { line.map { "\(file):\($0)" } ?? file }
}

extension PluginFault: CustomStringConvertible {
    /// Place, call, message, cost and traceback, for people.
    public var description: String {
        var text = "\(place): \(message)"
        if kind != .syntax && !call.isEmpty {
            text += "\n  in \(call)"
            if fuelBudget > 0 { text += ", after \(fuelUsed) of \(fuelBudget) units of fuel" }
        }
        if !advice.isEmpty { text += "\n  \(advice)" }
        if !traceback.isEmpty { text += "\n" + traceback }
        return text
    }

    /// What to try; empty when the message says it all.
    public var advice: String {
        switch kind {
        case .fuel:
            "what to try: look for a loop that does not end; `budget.left()` tells in Lua what is "
                + "left of a call"
        case .memory: "what to try: keep less in memory, or build long strings in pieces"
        case .wallTime: "this end depends on the machine's speed: the run is not reproducible"
        case .log: "what to try: log once a round at most, and short lines"
        case .hostCalls: "what to try: call log less often"
        // Without a call there was no process to begin with.
        case .process:
            call.isEmpty
                ? "" : "this end came from outside the plugin's calls: the run is not reproducible"
        case .syntax, .error, .contract, .data, .aborted, .quarantined: ""
        }
    }
}
