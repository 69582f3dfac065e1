// A plugin's text that took the place of another while the session was played.
//
// A reload is an input of the session, like its seed: the same texts after the same rounds give the
// same rounds and the same digest. It happens after a settled round R and before round R + 1:
//
//   1. memory, state and carry are taken as a checkpoint of round R,
//   2. the new text is loaded beside the old one and gets the old memory or state,
//   3. its `migrate` is called when its version is another one,
//   4. the result is the checkpoint of round R that the store keeps: the session is continued from
//      it, by the new text, whatever happens later,
//   5. the digest is continued with `PluginReload.digestBytes`, before the bytes of round R + 1, so
//      that it tells two sessions apart that differ in when they changed.
private import Scripting

/// Which side of a session a plugin plays. The raw value is used in the store and in JSON.
public enum PluginRole: String, CaseIterable, Hashable, Sendable, Codable {
    case game
    case strategy
}

/// One reload of one session.
public struct PluginReload: Hashable, Sendable {
    /// The last round that the old text played; 0 before the first.
    public var round: Int64
    public var role: PluginRole
    public var from: PluginReference
    public var to: PluginReference

    public init(round: Int64, role: PluginRole, from: PluginReference, to: PluginReference) {
        self.round = round
        self.role = role
        self.from = from
        self.to = to
    }

    /// What the digest is continued with before the first round of the new text. A round's bytes
    /// begin with 0, 1 or 2 (columns.c), so these can not be taken for one.
    var digestBytes: [UInt8] {
        [0xFF] + Array("reload \(role.rawValue) \(from.hash) \(to.hash)\n".utf8)
    }
}

/// A loaded text that is to take a plugin's place.
public enum PluginReplacement: Hashable, Sendable {
    case game(GameDefinition)
    case strategy(StrategyDefinition)

    public var role: PluginRole {
        switch self {
        case .game: .game
        case .strategy: .strategy
        }
    }

    public var source: PluginSource {
        switch self {
        case .game(let game): game.source
        case .strategy(let strategy): strategy.source
        }
    }

    public var reference: PluginReference {
        switch self {
        case .game(let game): game.reference
        case .strategy(let strategy): strategy.reference
        }
    }
}
