// Whether plugins that are built anew would play on just as those that play; the rule is at the top of
// CLuaBridge/fresh.h.
internal import CLuaBridge

extension Plugin {
    /// Has plugins that are loaded from now on collect garbage sooner: heaps of two thirds of the
    /// size for rounds that cost some 5 % more, which suits thousands of sessions. Changes nothing of
    /// what is charged. For the whole process; any thread.
    public static func keepSmall(_ small: Bool) { sg_plugins_keep_small(small) }
}

extension RoundDriver {
    /// Writes down how both plugins are when they have been loaded, before anything of them runs.
    ///
    /// A plugin that can not be looked at (one in another process, one that keeps coroutines) is
    /// never `isFresh`.
    public func noteFresh() {
        _ = unsafe sg_session_note_fresh(session)
    }

    /// Whether plugins built anew from what `save` gives would play on just as these. Some 20 us;
    /// false also where that can not be told, and without `noteFresh`.
    public var isFresh: Bool { unsafe sg_session_is_fresh(session) }

    /// Whether the strategy has looked at the stakes since it was built: the list is kept from then
    /// on, and only the first look costs fuel.
    public var hasSeenStakes: Bool { unsafe sg_session_has_kept(session) }

    /// Has the list of stakes as after a first look, which nobody pays for.
    public func keepStakes() { unsafe sg_session_build_kept(session) }
}
