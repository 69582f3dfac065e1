// Which texts the sessions of a host play, by what the host was told of reloads.

import Host
import Play
import Scripting
import Synchronization

/// What reload events said. Any thread.
final class PlayedTexts: Sendable {
    private struct Key: Hashable {
        var id: String
        var role: PluginRole
    }

    private struct State {
        var playing: [Key: String] = [:]
        var refused: [Key: [String: String]] = [:]
        var events: [ReloadEvent] = []
    }

    private let state = Mutex(State())

    /// A session begins with the texts of its blueprint.
    func begin(_ id: String, _ blueprint: SessionBlueprint) {
        state.withLock { state in
            for role in PluginRole.allCases {
                let key = Key(id: id, role: role)
                state.playing[key] = blueprint.reference(role).hash
                state.refused[key] = [:]
            }
        }
    }

    func take(_ event: ReloadEvent) {
        state.withLock { state in
            let key = Key(id: event.sessionID, role: event.role)
            state.events.append(event)
            if let fault = event.fault {
                state.refused[key, default: [:]][event.to] = fault.description
            } else {
                state.playing[key] = event.to
            }
        }
    }

    var events: [ReloadEvent] { state.withLock { $0.events } }

    /// A session plays another text than the newest, and did not say why.
    func problem(of id: String, _ role: PluginRole, newest: String) -> String? {
        state.withLock { state in
            let key = Key(id: id, role: role)
            guard let playing = state.playing[key], playing != newest,
                state.refused[key]?[newest] == nil
            else { return nil }
            return "\(id) plays \(playing.prefix(8)) and its \(role.rawValue)'s file has "
                + "\(newest.prefix(8))"
        }
    }
}
