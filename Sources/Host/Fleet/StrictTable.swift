// A table of a YAML file, read strictly: every key has to be known, every value of its kind, and
// every refusal names file and line.
internal import Accounts
internal import Foundation
internal import Play
private import Scripting
internal import Yams

/// One table of a file and what it may hold.
struct StrictTable {
    let file: String
    /// What people call it: "the file", "a group of sessions".
    let place: String
    private let node: Node
    private let entries: [String: Node]

    /// Throws `INVALID_INPUT` when the node is no table or has keys that nobody reads.
    init(_ node: Node, keys: [String], place: String, file: String) throws(PlayError) {
        self.file = file
        self.place = place
        self.node = node
        guard let mapping = node.mapping else {
            throw StrictTable.refusal(
                node, file, "\(place) must be a table with " + keys.joined(separator: ", "))
        }
        var entries: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? "a key that is not text"
            guard keys.contains(name) else {
                let near = Spelling.nearest(to: name, in: keys)
                let hint =
                    near.map { "did you mean \($0)?" }
                    ?? "there are " + keys.joined(separator: ", ")
                throw StrictTable.refusal(key, file, "there is no \"\(name)\" in \(place); \(hint)")
            }
            guard entries.updateValue(value, forKey: name) == nil else {
                throw StrictTable.refusal(key, file, "\(name) is given twice in \(place)")
            }
        }
        self.entries = entries
    }

    static func refusal(_ node: Node, _ file: String, _ message: String) -> PlayError {
        PlayError(.invalidInput, "\(file):\(node.mark?.line ?? 1): \(message)")
    }

    /// A refusal at a key, or at the table where it is missing.
    func refusal(_ key: String, _ message: String) -> PlayError {
        StrictTable.refusal(entries[key] ?? node, file, message)
    }

    func missing(_ key: String, _ example: String) -> PlayError {
        refusal(key, "\(key) is missing in \(place): write \(example)")
    }

    // MARK: Values; nil when the key is not there or empty

    func text(_ key: String) throws(PlayError) -> String? {
        guard let value = entries[key], value.null == nil else { return nil }
        guard let text = value.scalar?.string else {
            throw refusal(key, "\(key) must be one value, not a list or a table")
        }
        return text
    }

    /// A whole number in a range.
    func whole<Value: FixedWidthInteger>(
        _ key: String, _ range: ClosedRange<Value>
    ) throws(PlayError) -> Value? {
        guard let text = try text(key) else { return nil }
        guard let value = Value(text), range.contains(value) else {
            throw refusal(
                key,
                "\(key) is \"\(text)\"; it must be a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return value
    }

    func number(_ key: String, _ range: ClosedRange<Double>) throws(PlayError) -> Double? {
        guard let text = try text(key) else { return nil }
        guard let value = Double(text), range.contains(value) else {
            throw refusal(
                key,
                "\(key) is \"\(text)\"; it must be a number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return value
    }

    func flag(_ key: String) throws(PlayError) -> Bool? {
        guard let text = try text(key) else { return nil }
        guard let value = Bool(text) else {
            throw refusal(key, "\(key) is \"\(text)\"; it must be true or false")
        }
        return value
    }

    /// Seconds of "500ms", "90s", "10m", "2h", "1d".
    func seconds(_ key: String, _ range: ClosedRange<Double>) throws(PlayError) -> Double? {
        guard let text = try text(key) else { return nil }
        let units = [("ms", 0.001), ("s", 1.0), ("m", 60), ("h", 3600), ("d", 86_400)]
        let unit = units.first { text.hasSuffix($0.0) }
        guard let unit, let value = Double(text.dropLast(unit.0.count)),
            range.contains(value * unit.1)
        else {
            throw refusal(
                key,
                "\(key) is \"\(text)\"; write a number and a unit, such as 90s, 10m, 2h or 1d, "
                    + "from \(range.lowerBound) s to \(range.upperBound) s")
        }
        return value * unit.1
    }

    /// Minor units.
    func amount(_ key: String, _ currency: Currency) throws(PlayError) -> Int64? {
        guard let text = try text(key) else { return nil }
        let units: Int64
        do throws(AccountsError) {
            units = try Amount(parsing: text, in: currency).minorUnits
        } catch {
            throw refusal(key, "\(key): \(error.description)")
        }
        guard units >= 0, units <= Limits.bankrollMax else {
            throw refusal(key, "\(key) is \(text); it goes from 0 to 10^15 minor units")
        }
        return units
    }

    /// One of some names.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Value.Type
    ) throws(PlayError) -> Value? where Value.RawValue == String {
        guard let text = try text(key) else { return nil }
        let names = Value.allCases.map(\.rawValue)
        guard let value = Value(rawValue: text) else {
            let near = Spelling.nearest(to: text, in: names).map { "; did you mean \($0)?" }
            throw refusal(
                key,
                "\(key) is \"\(text)\"\(near ?? "; it may be " + names.joined(separator: ", "))")
        }
        return value
    }

    /// A table inside.
    func table(_ key: String, keys: [String]) throws(PlayError) -> StrictTable? {
        guard let value = entries[key], value.null == nil else { return nil }
        return try StrictTable(value, keys: keys, place: key, file: file)
    }

    /// A list of tables.
    func tables(_ key: String, keys: [String], place: String) throws(PlayError) -> [StrictTable] {
        guard let value = entries[key], value.null == nil else { return [] }
        guard let list = value.sequence else {
            throw refusal(key, "\(key) must be a list: each entry begins with \"- \"")
        }
        var tables: [StrictTable] = []
        for entry in list {
            tables.append(try StrictTable(entry, keys: keys, place: place, file: file))
        }
        return tables
    }

    /// Names and texts that a plugin declares, and so are checked by it.
    func texts(_ key: String) throws(PlayError) -> [String: String] {
        guard let value = entries[key], value.null == nil else { return [:] }
        guard let mapping = value.mapping else {
            throw refusal(key, "\(key) must be a table of names and values")
        }
        var texts: [String: String] = [:]
        for (name, value) in mapping {
            guard let name = name.string, let text = value.scalar?.string else {
                throw StrictTable.refusal(value, file, "\(key) must hold names and single values")
            }
            texts[name] = text
        }
        return texts
    }

    /// Line of a key, or of the table.
    func line(_ key: String) -> Int { (entries[key] ?? node).mark?.line ?? 1 }
}
