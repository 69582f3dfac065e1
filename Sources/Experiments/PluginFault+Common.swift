// Whether a game failed whoever played it.
internal import Play
internal import Scripting

extension PluginFault {
    /// The game's fault that ended an episode for each of two or more arms, at the same place and in
    /// the same way: it says nothing about any of them. `nil` when there is none such.
    ///
    /// - Parameter faults: what ended the episode of each arm; `nil` for one that no fault ended.
    static func common(to faults: [PluginFault?]) -> PluginFault? {
        guard faults.count > 1, let fault = faults[0], fault.role == .game else { return nil }
        let isCommon = faults.allSatisfy {
            $0?.role == .game && $0?.place == fault.place && $0?.kind == fault.kind
                && $0?.call == fault.call
        }
        return isCommon ? fault : nil
    }
}
