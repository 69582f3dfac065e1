// A function that used much of a call's fuel.
internal import CLuaBridge

/// Where a call's fuel went, by samples: one function, or one library function that it called.
///
/// Samples are taken every 10,000 units at least, at the same instructions in every process. All
/// fuel since the last sample is put down to the function that is found, so a small share is a
/// guess and a large one is not.
public struct HotFunction: Hashable, Sendable {
    /// The file as faults name it, or the name of a text given to `load`.
    public var file: String
    /// The line that used most of it.
    public var line: Int
    /// The name that the text gives it: "scan"; "main chunk"; `nil` when it has none.
    public var name: String?
    /// The library function that was called there: "string.rep"; `nil` for the plugin's own code.
    public var library: String?
    /// Units of fuel.
    public var fuel: Int64

    public init(file: String, line: Int, name: String?, library: String?, fuel: Int64) {
        self.file = file
        self.line = line
        self.name = name
        self.library = library
        self.fuel = fuel
    }

    /// "strategies/a.lua:20".
    public var place: String { "\(file):\(line)" }

    /// "strategies/a.lua:20 (scan)", "string.rep, called at strategies/a.lua:20 (scan)".
    public var description: String {
        let own = place + (name.map { " (\($0))" } ?? "")
        return library.map { "\($0), called at \(own)" } ?? own
    }

    /// What it used of the whole, in percent, rounded down.
    public func percent(of whole: Int64) -> Int64 {
        guard whole > 0 else { return 0 }
        let product = fuel.multipliedReportingOverflow(by: 100)
        return product.overflow ? fuel / max(1, whole / 100) : product.partialValue / whole
    }
}

extension HotFunction {
    init(_ record: sg_hot_function, file: String) {
        var record = record
        let source = text(of: &record.source)
        let name = text(of: &record.name)
        let library = text(of: &record.library)
        self.init(
            file: source == PluginFault.shownName(of: file) ? file : source,
            line: Int(record.line), name: name.isEmpty ? nil : name,
            library: library.isEmpty ? nil : library, fuel: record.fuel)
    }

    /// The filled entries of a record's array.
    static func list(
        _ count: Int32,
        _ array: (
            sg_hot_function, sg_hot_function, sg_hot_function, sg_hot_function, sg_hot_function
        ), file: String
    ) -> [HotFunction] {
        [array.0, array.1, array.2, array.3, array.4].prefix(Int(max(0, count)))
            .map { HotFunction($0, file: file) }
    }
}
