// Calls that come near their budget.
internal import CLuaBridge

/// One plugin's calls of one name that ended well with more than half of a budget used.
public struct BudgetUse: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case fuel
        /// The heap at its highest, over all calls. It may differ a little from process to process.
        case memory
    }

    public var kind: Kind
    public var role: PluginFault.Role?
    /// The file as faults name it.
    public var file: String
    /// Where the called function begins; `nil` for the main chunk and for memory.
    public var line: Int?
    /// "decide", "step", ...; empty for memory.
    public var call: String
    /// How many calls used more than half.
    public var calls: Int64
    /// By the call that used most; units or bytes.
    public var used: Int64
    public var budget: Int64
    /// Where the fuel of that call went; empty when it was too short to tell.
    public var topFunctions: [HotFunction]

    public init(
        kind: Kind, role: PluginFault.Role?, file: String, line: Int?, call: String, calls: Int64,
        used: Int64, budget: Int64, topFunctions: [HotFunction] = []
    ) {
        self.kind = kind
        self.role = role
        self.file = file
        self.line = line
        self.call = call
        self.calls = calls
        self.used = used
        self.budget = budget
        self.topFunctions = topFunctions
    }

    /// Whether both are about the calls of one name of one plugin.
    public func isOfSameCalls(_ other: BudgetUse) -> Bool {
        kind == other.kind && role == other.role && file == other.file && line == other.line
            && call == other.call
    }
}

extension Plugin {
    /// Calls that used more than half of their fuel, and the heap when it was over half full.
    public func budgetUses(role: PluginFault.Role?) -> [BudgetUse] {
        var uses: [BudgetUse] = []
        var record = sg_usage()
        while unsafe sg_plugin_usage(pointer, Int32(uses.count), &record) {
            uses.append(
                BudgetUse(
                    kind: .fuel, role: role, file: file,
                    line: record.line > 0 ? Int(record.line) : nil, call: text(of: &record.call),
                    calls: record.calls, used: record.fuel_most, budget: record.fuel_budget,
                    topFunctions: HotFunction.list(record.hot_count, record.hot, file: file)))
        }
        let peak = unsafe sg_plugin_memory_peak(pointer)
        if peak > memoryBudget / 2 {
            uses.append(
                BudgetUse(
                    kind: .memory, role: role, file: file, line: nil, call: "", calls: 1,
                    used: peak, budget: memoryBudget))
        }
        return uses
    }

    /// Forgets calls that were played again and had been counted when they were played first.
    func forgetBudgetUses() {
        unsafe sg_plugin_forget_usage(pointer)
    }
}
