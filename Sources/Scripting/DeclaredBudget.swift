// Budgets that a manifest asks for.

/// What a plugin says it needs, at most what the configuration allows: a plugin that declares a
/// small budget is stopped early when it goes wrong.
public struct DeclaredBudget: Hashable, Sendable {
    /// Fuel of each call.
    public var fuel: Int64?
    /// Live bytes of its heap.
    public var memoryBytes: Int64?

    public init(fuel: Int64? = nil, memoryBytes: Int64? = nil) {
        self.fuel = fuel
        self.memoryBytes = memoryBytes
    }

    /// Reads `budget = { fuel = 20000, memory = 1048576 }`.
    init(_ reader: ManifestReader) throws(PluginFault) {
        guard let value = reader.data["budget"] else { return }
        guard case .map(let entries) = value else {
            throw reader.wrong(
                "budget", "budget is \(value.kind); write budget = { fuel = 20000 }")
        }
        for entry in entries {
            guard case .text(let name) = entry.key, case .integer(let amount) = entry.value,
                amount > 0
            else {
                throw reader.wrong(
                    "budget",
                    "budget.\(entry.key) is \(entry.value.kind); budgets are whole "
                        + "numbers above 0")
            }
            switch name {
            case "fuel": fuel = amount
            case "memory": memoryBytes = max(amount, DeclaredBudget.memoryBytesLeast)
            default:
                throw reader.wrong(
                    "budget", "there is no budget \"\(name)\"; there are fuel and memory")
            }
        }
    }

    /// Room for the state itself, its libraries and a little data: 128 KiB.
    static let memoryBytesLeast: Int64 = 128 << 10
}

extension CallBudget {
    /// This budget, or less where the manifest asks for less.
    public func limited(by declared: DeclaredBudget) -> CallBudget {
        var budget = self
        budget.fuelCall = min(fuelCall, declared.fuel ?? fuelCall)
        budget.memoryBytes = min(memoryBytes, declared.memoryBytes ?? memoryBytes)
        if budget.fuelCall < fuelCall { budget.fuelCallAllowed = fuelCall }
        if budget.memoryBytes < memoryBytes { budget.memoryBytesAllowed = memoryBytes }
        return budget
    }
}
