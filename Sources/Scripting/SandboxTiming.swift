// What the sandbox costs: times for `stratagem bench`.
internal import CLuaBridge

/// One text, timed in a plain Lua state and in a sandbox; and the start of a plugin. Times are
/// processor time of the thread, so that a busy machine adds little.
public enum SandboxTiming {
    /// Nanoseconds of the text in a plain Lua state with the system's libraries.
    ///
    /// Throws when the text fails.
    public static func bare(_ text: String) throws(PluginFault) -> Int64 {
        let bytes = Array(text.utf8)
        var nanoseconds: Int64 = 0
        var record = sg_fault()
        let status = unsafe bytes.withUnsafeBytes { lent in
            unsafe sg_bare_run(
                lent.baseAddress?.assumingMemoryBound(to: CChar.self), lent.count, &nanoseconds,
                &record)
        }
        guard status == SG_OK else { throw PluginFault(record, file: "bare") }
        return nanoseconds
    }

    /// Nanoseconds of the same text in a sandbox, and its fuel. Only the first run compiles it.
    ///
    /// Throws when the text fails.
    public static func metered(
        _ text: String
    ) throws(PluginFault) -> (nanoseconds: Int64, fuel: Int64) {
        var budget = CallBudget.standard
        budget.wallMilliseconds = 600_000
        let sandbox = try Plugin.sandbox(file: "bench.lua", budget: budget)
        let start = sg_thread_nanoseconds()
        let done = try sandbox.evaluate(text, file: "bench.lua", fuel: .max)
        return (sg_thread_nanoseconds() - start, done.fuel)
    }

    /// Nanoseconds from nothing to a strategy that has started: state, text, main chunk, `start`.
    ///
    /// Throws when the plugin fails.
    public static func start(_ text: [UInt8]) throws(PluginFault) -> Int64 {
        let start = sg_thread_nanoseconds()
        let plugin = try Plugin.load(text: text, file: "bench.lua")
        plugin.bind(role: .strategy, seed: 1, episode: 0)
        try plugin.start(
            context: .map([
                PlainData.Entry(
                    key: .text("game"),
                    value: .map([
                        PlainData.Entry(key: .text("stakes"), value: .list([.integer(100)]))
                    ])),
                PlainData.Entry(
                    key: .text("params"),
                    value: .map([PlainData.Entry(key: .text("base"), value: .integer(100))])),
            ]))
        let elapsed = sg_thread_nanoseconds() - start
        _ = consume plugin
        return elapsed
    }
}
