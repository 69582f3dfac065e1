// Reading the stakes of a game's manifest.

/// Reads `stakes = { "0.25", { min = "1.00", max = "5.00", step = "0.50" }, JPY = { "100" } }`.
struct StakeReader {
    let reader: ManifestReader

    func read() throws(PluginFault) -> ([GameManifest.Stake], [String: [GameManifest.Stake]]) {
        guard let value = reader.data["stakes"] else {
            throw wrong("stakes is missing; write stakes = { \"0.25\", \"0.50\" }")
        }
        var general: [GameManifest.Stake] = []
        var special: [String: [GameManifest.Stake]] = [:]
        switch value {
        case .list(let items):
            for item in items { general.append(try stake(item)) }
        case .map(let entries):
            for entry in entries {
                switch entry.key {
                case .integer: general.append(try stake(entry.value))
                case .text(let currency): special[currency] = try list(entry.value, currency)
                default: throw wrong("stakes has the key \(entry.key)")
                }
            }
        default: throw wrong("stakes is \(value.kind); it must be a list of amounts")
        }
        guard !general.isEmpty else { throw wrong("stakes is empty; list at least one amount") }
        return (general, special)
    }

    private func list(
        _ value: PlainData, _ currency: String
    ) throws(PluginFault) -> [GameManifest.Stake] {
        guard case .list(let items) = value, !items.isEmpty else {
            throw wrong("stakes.\(currency) is \(value.kind); it must be a list of amounts")
        }
        var stakes: [GameManifest.Stake] = []
        for item in items { stakes.append(try stake(item)) }
        return stakes
    }

    private func stake(_ value: PlainData) throws(PluginFault) -> GameManifest.Stake {
        if case .text(let amount) = value { return .amount(amount) }
        guard case .text(let least)? = value["min"], case .text(let most)? = value["max"],
            case .text(let step)? = value["step"]
        else {
            throw wrong(
                "an item of stakes is \(value.kind); write \"0.25\" or { min = \"1.00\", max = "
                    + "\"5.00\", step = \"0.50\" }")
        }
        return .range(least: least, most: most, step: step)
    }

    private func wrong(_ message: String) -> PluginFault { reader.wrong("stakes", message) }
}
