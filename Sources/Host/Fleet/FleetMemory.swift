// What a host remembers of its sessions beside the journal: who was paused or stopped on request,
// and who waits to be started again. It decides no round, so it is a small file, replaced as a
// whole.
private import Foundation

/// The file `fleet.json` in a store's folder.
struct FleetMemory: Codable, Hashable {
    struct Entry: Codable, Hashable {
        var state: FleetState
        var restartsInRow: Int
        var restarts: Int64
        /// Milliseconds since 1970-01-01; for one that rests.
        var dueAt: Int64?
        var detail: String
    }

    /// By "group/index"; sessions that are as new are left out.
    var sessions: [String: Entry] = [:]

    static func path(store: String) -> String { store + "/fleet.json" }

    /// Nothing where there is no such file, or none that can be read: then all sessions play.
    static func read(store: String) -> FleetMemory {
        guard let data = FileManager.default.contents(atPath: path(store: store)),
            let memory = try? JSONDecoder().decode(FleetMemory.self, from: data)
        else { return FleetMemory() }
        return memory
    }

    /// Replaces the file. Returns why it could not, if so.
    func write(store: String) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(self).write(
                to: URL(fileURLWithPath: FleetMemory.path(store: store)), options: .atomic)
            return nil
        } catch {
            return error.localizedDescription
        }
    }
}
