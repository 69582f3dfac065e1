// What a process of its own costs a plugin: rows of the bench, and the time to start one.
internal import Play
private import EventLoop
private import Foundation
private import Scripting

/// Blueprints with isolated plugins, and the warden that they need.
struct BenchIsolation {
    /// Rounds are so much dearer than in one process that fewer are played.
    static let share: Int64 = 40

    private let warden = PluginWarden()

    /// The same session with its strategy, or both plugins, in processes.
    func moved(_ blueprint: SessionBlueprint, both: Bool) throws -> SessionBlueprint {
        try SessionBlueprint(
            configuration: blueprint.configuration,
            game: both
                ? try GameDefinition(moved(blueprint.game.source)) : blueprint.game,
            strategy: try StrategyDefinition(moved(blueprint.strategy.source)))
    }

    private func moved(_ source: PluginSource) -> PluginSource {
        PluginSource(file: source.file, text: source.text, tier: .process(warden))
    }

    /// From nothing to a loaded plugin in a process of its own; the median of several.
    func startMilliseconds(_ blueprint: SessionBlueprint) throws -> Double {
        let source = moved(blueprint.strategy.source)
        var times: [Double] = []
        for _ in 0..<21 {
            let start = DispatchTime.now().uptimeNanoseconds
            let plugin = try Plugin.load(
                text: source.text, file: source.file, tier: source.tier)
            times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
            _ = plugin.memoryBytes
        }
        return Bench.median(times)
    }

    func shutdown() {
        let open = warden.shutdown()
        precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
    }
}
