// The plugins of a session for a walk over all draws of a round.
public import Scripting

extension SessionBlueprint {
    /// Both plugins loaded and started, as a session begins.
    ///
    /// Throws `plugin_fault` when a plugin fails.
    public func makeWalk() throws(PlayError) -> RoundWalk {
        do throws(PluginFault) {
            let driver = try Session.started(
                with(wallMilliseconds: Limits.walkWallMilliseconds))
            return try RoundWalk(driver, parts: game.manifest.odds?.parts.count ?? 1)
        } catch {
            throw PlayError(error)
        }
    }
}
