// What a session's task hands to the store, made from what it plays, and what it is continued from.
public import Accounts
internal import Play
private import Scripting
public import Storage

extension SessionTask.Beginning {
    /// Where a stored session goes on. `today` opens its daily limit when it is a later day than the
    /// one that its wallet last spent on.
    public static func resumed(
        _ stored: StoredSession, in journal: JournalStore, today: DayKey
    ) throws(StorageError) -> SessionTask.Beginning {
        .resumed(
            checkpoint: try journal.checkpoint(of: stored.id, atOrBefore: stored.headRound),
            head: stored.head(today: today), day: stored.wallet.dayKey,
            place: try journal.place(of: stored))
    }
}

extension SessionBlueprint {
    /// Its plugin texts, as the store keeps them.
    var storedPlugins: [StoredPlugin] {
        let strategies = [strategy, fallback].compactMap { $0 }.map { each in
            StoredPlugin(
                hash: each.source.hash, kind: .strategy, name: each.manifest.name,
                version: each.manifest.version,
                text: String(decoding: each.source.text, as: UTF8.self))
        }
        return [
            StoredPlugin(
                hash: game.source.hash, kind: .game, name: game.manifest.name,
                version: game.manifest.version,
                text: String(decoding: game.source.text, as: UTF8.self))
        ] + strategies
    }
}

extension StoredFault {
    init(_ fault: SessionFault, sessionID: String, at: Int64) {
        self.init(
            sessionID: sessionID, round: fault.round, role: fault.fault.role?.rawValue ?? "",
            kind: fault.fault.kind.rawValue, file: fault.fault.file, line: fault.fault.line,
            call: fault.fault.call, message: fault.fault.message,
            traceback: fault.fault.traceback, fuelUsed: fault.fault.fuelUsed,
            fuelBudget: fault.fault.fuelBudget, at: at)
    }
}
