// Listing plugins; one that does not load is listed with its fault.
private import Accounts
private import Play
public import Reports
private import Scripting

/// Builds the lists of `stratagem games` and `stratagem strategies`.
public enum CatalogueListing {
    /// All games of a catalogue.
    public static func games(_ catalogue: Catalogue) -> GameListReport {
        let strategies = catalogue.strategyNames.compactMap { try? catalogue.strategy($0) }
        return GameListReport(
            games: catalogue.gameNames.map { name in
                do throws(PlayError) {
                    let manifest = try catalogue.game(name).manifest
                    let stakes = try StakeTable.stakes(
                        of: manifest, file: name, currency: Currency.aud.code)
                    let texts = [stakes.first, stakes.last].compactMap { $0 }.map {
                        Amount(minorUnits: $0, currency: .aud).text
                    }
                    return GameListReport.Item(
                        name: manifest.name, version: manifest.version, kind: manifest.kind,
                        variants: manifest.variants, actions: manifest.actions,
                        stakes: texts.joined(separator: " to "),
                        playedBy: strategies.filter { $0.manifest.plays(game: manifest.name) }
                            .map(\.manifest.name), fault: nil)
                } catch {
                    return GameListReport.Item(
                        name: name, version: "", kind: "", variants: [], actions: [], stakes: "",
                        playedBy: [], fault: error.description)
                }
            })
    }

    /// All strategies of a catalogue.
    public static func strategies(_ catalogue: Catalogue) -> StrategyListReport {
        StrategyListReport(
            strategies: catalogue.strategyNames.map { name in
                do throws(PlayError) {
                    let manifest = try catalogue.strategy(name).manifest
                    return StrategyListReport.Item(
                        name: manifest.name, version: manifest.version, games: manifest.games,
                        context: manifest.context.rawValue,
                        parameters: manifest.parameters.map { each in
                            StrategyListReport.Item.Parameter(
                                name: each.name, type: each.kind.rawValue,
                                standard: standard(each.defaultValue), about: each.about)
                        }, fault: nil)
                } catch {
                    return StrategyListReport.Item(
                        name: name, version: "", games: [], context: "", parameters: [],
                        fault: error.description)
                }
            })
    }

    private static func standard(_ value: PlainData) -> String {
        if case .text(let text) = value { return text }
        return value.description
    }
}
