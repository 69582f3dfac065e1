// The sandbox rows of the bench: the same texts metered and in plain Lua, and the start of a plugin.
private import Play
internal import Reports
private import Scripting

extension Bench {
    /// Measures what the sandbox costs; repetitions are interleaved as those of the table.
    func sandbox(
        strategy: [UInt8], repetitions: Int, note: (String) -> Void
    ) throws -> SandboxBenchReport {
        var costs = [[Double]](repeating: [], count: SandboxTexts.all.count)
        var fuelTimes = costs
        for repetition in 1...max(repetitions, 5) {
            note("sandbox, \(repetition) of \(max(repetitions, 5))")
            for (index, row) in SandboxTexts.all.enumerated() {
                let bare = try SandboxTiming.bare(row.text)
                let metered = try SandboxTiming.metered(row.text)
                costs[index].append(Double(metered.nanoseconds) / Double(max(bare, 1)))
                fuelTimes[index].append(
                    Double(metered.nanoseconds) / Double(max(metered.fuel, 1)))
            }
        }
        let rows = SandboxTexts.all.indices.map { index in
            SandboxBenchReport.Row(
                name: SandboxTexts.all[index].name, cost: Bench.median(costs[index]),
                costLeast: costs[index].min() ?? 0, costMost: costs[index].max() ?? 0,
                nanosecondsPerFuel: Bench.median(fuelTimes[index]))
        }
        note("start of a plugin")
        var (cached, fresh): ([Double], [Double]) = ([], [])
        for number in 0..<200 {
            cached.append(Double(try SandboxTiming.start(strategy)) / 1000)
            let text = strategy + Array("\n-- \(number)".utf8)
            fresh.append(Double(try SandboxTiming.start(text)) / 1000)
        }
        return SandboxBenchReport(
            rows: rows, startMicroseconds: Bench.median(cached),
            firstStartMicroseconds: Bench.median(fresh))
    }
}
