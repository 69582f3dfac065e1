// The warning that a plugin's calls come near a budget.
public import Scripting

/// A function and its share of a call's fuel, for programs.
public struct TopFunction: Encodable, Sendable {
    public var file: String
    public var line: Int
    /// `nil` when the text gives it no name.
    @Nullable public var name: String?
    /// The library function that was called there; `nil` for the plugin's own code.
    @Nullable public var library: String?
    /// Units of fuel.
    public var fuel: Int64
    /// Of the call's fuel; whole percent, rounded down.
    public var percent: Int64

    init(_ function: HotFunction, of whole: Int64) {
        file = function.file
        line = function.line
        name = function.name
        library = function.library
        fuel = function.fuel
        percent = function.percent(of: whole)
    }
}

/// One warning: calls of one name, or the heap, went over half of a budget.
public struct BudgetWarning: Encodable, Sendable {
    /// "fuel" or "memory".
    public var kind: String
    @Nullable public var role: String?
    public var file: String
    @Nullable public var line: Int?
    public var call: String
    /// How many calls used more than half.
    public var calls: Int64
    /// The highest use; units or bytes.
    public var used: Int64
    public var budget: Int64
    public var topFunctions: [TopFunction]
    /// The warning as one line for people.
    public var text: String

    enum CodingKeys: String, CodingKey {
        case kind, role, file, line, call, calls, used, budget, text
        case topFunctions = "top_functions"
    }

    public init(_ use: BudgetUse) {
        kind = use.kind.rawValue
        role = use.role?.rawValue
        file = use.file
        line = use.line
        call = use.call
        calls = use.calls
        used = use.used
        budget = use.budget
        topFunctions = use.topFunctions.map { TopFunction($0, of: use.used) }
        text = BudgetWarning.text(of: use)
    }

    private static func text(of use: BudgetUse) -> String {
        let place = use.line.map { "\(use.file):\($0)" } ?? use.file
        let share = Figures.percent(Double(use.used) / Double(max(1, use.budget)), decimals: 0)
        guard use.kind == .fuel else {
            func mebibytes(_ bytes: Int64) -> String {
                Figures.decimals(Double(bytes) / 1_048_576, 1)
            }
            return "warning: \(place): memory reached \(mebibytes(use.used)) of "
                + "\(mebibytes(use.budget)) MiB (\(share))"
        }
        let call = use.call == "load" ? "the main chunk" : use.call
        let count = use.calls == 1 ? "1 call" : "\(Figures.grouped(use.calls)) calls"
        let most =
            use.topFunctions.first.map {
                "; most in \($0.description), \($0.percent(of: use.used)) %"
            } ?? ""
        return "warning: \(place): \(call) used up to \(Figures.grouped(use.used)) of "
            + "\(Figures.grouped(use.budget)) fuel (\(share)), over half in \(count)\(most)"
    }
}
