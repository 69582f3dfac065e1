// The budget that ended a call.
internal import CLuaBridge

/// How much of which budget was used when a call was killed, and where the fuel had gone.
public struct ExhaustedBudget: Hashable, Sendable {
    /// Used and allowed, in the unit of the budget: fuel units, bytes, milliseconds, calls.
    public var used: Int64
    public var budget: Int64
    /// The most that the configuration allows; more than `budget` when the manifest asks for less.
    public var allowed: Int64
    /// Parts of the fuel used: memory that was made, and work of library functions.
    public var fuelOfAllocation: Int64
    public var fuelOfLibrary: Int64
    /// Live bytes of the plugin's heap at the end, and at the highest.
    public var memoryBytes: Int64
    public var memoryPeakBytes: Int64
    /// Bytes that were asked for when memory was refused; 0 when it was not.
    public var memoryRequestBytes: Int64
    /// Heaviest first; at most five.
    public var topFunctions: [HotFunction]

    public init(
        used: Int64, budget: Int64, allowed: Int64, fuelOfAllocation: Int64 = 0,
        fuelOfLibrary: Int64 = 0, memoryBytes: Int64 = 0, memoryPeakBytes: Int64 = 0,
        memoryRequestBytes: Int64 = 0, topFunctions: [HotFunction] = []
    ) {
        self.used = used
        self.budget = budget
        self.allowed = allowed
        self.fuelOfAllocation = fuelOfAllocation
        self.fuelOfLibrary = fuelOfLibrary
        self.memoryBytes = memoryBytes
        self.memoryPeakBytes = memoryPeakBytes
        self.memoryRequestBytes = memoryRequestBytes
        self.topFunctions = topFunctions
    }

    /// Whether the manifest asks for less than the configuration allows.
    public var isSetByManifest: Bool { allowed > budget }
}

extension ExhaustedBudget {
    /// `nil` when the fault is no kill.
    init?(_ record: sg_fault, file: String) {
        guard record.budget > 0 else { return nil }
        self.init(
            used: record.budget_used, budget: record.budget, allowed: record.budget_allowed,
            fuelOfAllocation: record.fuel_allocation, fuelOfLibrary: record.fuel_library,
            memoryBytes: record.memory_live, memoryPeakBytes: record.memory_peak,
            memoryRequestBytes: record.memory_request,
            topFunctions: HotFunction.list(record.hot_count, record.hot, file: file))
    }
}
