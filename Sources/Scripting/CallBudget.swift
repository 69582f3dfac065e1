// Budgets of a plugin's calls.
internal import CLuaBridge

/// What one plugin may use. Fuel is in units of about one Lua token, 5 to 10 ns.
public struct CallBudget: Hashable, Sendable {
    /// Fuel of the main chunk, `start` and `migrate`.
    public var fuelLoad: Int64
    /// Fuel of `decide`, `learn`, `step`, `observe` and `actions`.
    public var fuelCall: Int64
    /// Live bytes of the plugin's heap.
    public var memoryBytes: Int64
    /// Bytes that one call may log.
    public var logBytes: Int64
    /// Host calls (log) that one call may make.
    public var hostCalls: Int64
    /// Time of one call before the watchdog ends it; the second fence behind fuel.
    public var wallMilliseconds: Int64
    /// What the configuration allows where a manifest asks for less; else `nil`.
    public internal(set) var fuelCallAllowed: Int64?
    public internal(set) var memoryBytesAllowed: Int64?

    public init(
        fuelLoad: Int64, fuelCall: Int64, memoryBytes: Int64, logBytes: Int64, hostCalls: Int64,
        wallMilliseconds: Int64
    ) {
        self.fuelLoad = fuelLoad
        self.fuelCall = fuelCall
        self.memoryBytes = memoryBytes
        self.logBytes = logBytes
        self.hostCalls = hostCalls
        self.wallMilliseconds = wallMilliseconds
    }

    /// The budget where neither configuration nor manifest says otherwise.
    public static let standard = CallBudget(
        fuelLoad: 20_000_000, fuelCall: 1_000_000, memoryBytes: 16 << 20, logBytes: 4096,
        hostCalls: 100, wallMilliseconds: 1000)

    var bridged: sg_budget {
        sg_budget(
            fuel_load: fuelLoad, fuel_call: fuelCall, memory_bytes: memoryBytes,
            log_bytes: logBytes, host_calls: hostCalls, wall_milliseconds: wallMilliseconds,
            fuel_allowed: fuelCallAllowed ?? 0, memory_allowed: memoryBytesAllowed ?? 0)
    }
}
