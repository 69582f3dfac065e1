// The plugins of a session for a walk over all draws of a round.
public import Scripting

extension SessionBlueprint {
    /// Both plugins loaded and started, as a session begins.
    ///
    /// Throws `plugin_fault` when a plugin fails, and `INVALID_INPUT` when one is to live in a
    /// process of its own: a walk makes millions of calls a second on the plugins' own data.
    public func makeWalk() throws(PlayError) -> RoundWalk {
        for source in [game.source, strategy.source] {
            guard case .process = source.tier else { continue }
            throw PlayError(
                .invalidInput,
                "odds walks every draw inside this process, and isolation gives \(source.file) a "
                    + "process of its own; pass --isolation none if you trust the plugin here")
        }
        do throws(PluginFault) {
            let driver = try Session.started(
                with(wallMilliseconds: Limits.walkWallMilliseconds))
            return try RoundWalk(driver, parts: game.manifest.odds?.parts.count ?? 1)
        } catch {
            throw PlayError(error)
        }
    }
}
