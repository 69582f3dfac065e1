// What the sandbox costs, as `stratagem bench` says it.

/// Metered against plain Lua, and the start of a plugin.
public struct SandboxBenchReport: Encodable, Sendable {
    /// One text. The cost is metered time to plain time: 1 is free.
    public struct Row: Encodable, Sendable {
        public var name: String
        public var cost: Double
        public var costLeast: Double
        public var costMost: Double
        public var nanosecondsPerFuel: Double

        enum CodingKeys: String, CodingKey {
            case name, cost
            case costLeast = "cost_least"
            case costMost = "cost_most"
            case nanosecondsPerFuel = "ns_per_fuel"
        }

        public init(
            name: String, cost: Double, costLeast: Double, costMost: Double,
            nanosecondsPerFuel: Double
        ) {
            self.name = name
            self.cost = cost
            self.costLeast = costLeast
            self.costMost = costMost
            self.nanosecondsPerFuel = nanosecondsPerFuel
        }
    }

    public var rows: [Row]
    /// From nothing to a started strategy, in microseconds: from the compile cache, and with a text
    /// that was never seen.
    public var startMicroseconds: Double
    public var firstStartMicroseconds: Double

    enum CodingKeys: String, CodingKey {
        case rows
        case startMicroseconds = "start_us"
        case firstStartMicroseconds = "first_start_us"
    }

    public init(rows: [Row], startMicroseconds: Double, firstStartMicroseconds: Double) {
        self.rows = rows
        self.startMicroseconds = startMicroseconds
        self.firstStartMicroseconds = firstStartMicroseconds
    }

    /// A table for people.
    public var text: String {
        var table = TextTable(
            header: ["sandbox to plain Lua", "cost", "(least-most)", "ns/fuel"],
            rightAligned: [1, 2, 3])
        for row in rows {
            table.add([
                row.name, Figures.decimals(row.cost, 2),
                "(\(Figures.decimals(row.costLeast, 2))-\(Figures.decimals(row.costMost, 2)))",
                Figures.decimals(row.nanosecondsPerFuel, 1),
            ])
        }
        return [
            table.text, "",
            "start of a plugin: \(Figures.decimals(startMicroseconds, 0)) us from the compile cache, "
                + "\(Figures.decimals(firstStartMicroseconds, 0)) us for a new text",
        ].joined(separator: "\n")
    }
}
