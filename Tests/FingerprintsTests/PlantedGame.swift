// A small slot with a fault that is planted in its text: the laboratory has to find it.

import Fingerprints
import Play
import Scripting

/// Three reels of sixteen stops, three rows; one thing may be wrong with it.
enum PlantedGame: String, CaseIterable, Sendable {
    case honest
    /// One stop of reel 2 has the weight of three.
    case weightedReel
    /// From the middle of the rounds on, pairs of two symbols pay nothing.
    case switchedReturn
    /// In a fifth of the rounds reel 3 stops where reel 1 did.
    case dependentReels
    /// Stops come from a generator with 2,048 states.
    case shortPeriod
    /// After two equal symbols reel 3 often stops one place beside the third.
    case nearMisses

    /// Where the generator of `shortPeriod` begins again.
    static let period = 2048

    private var stops: String {
        let fair = "local a, b, c = rng:int(16), rng:int(16), rng:int(16)"
        switch self {
        case .honest, .switchedReturn: return fair
        case .weightedReel:
            return "local a, b, c = rng:int(16), rng:int(18), rng:int(16)\nif b > 16 then b = 5 end"
        case .dependentReels:
            return fair + "\nif rng:int(5) == 1 then c = a end"
        case .shortPeriod:
            return """
                state.n = (state.n * 1229 + 1) % \(PlantedGame.period)
                local mixed = state.n * 2654435761 % 4294967296
                mixed = (mixed ~ (mixed >> 15)) * 2246822519 % 4294967296
                mixed = mixed ~ (mixed >> 13)
                local a, b, c = mixed % 16 + 1, mixed // 16 % 16 + 1, mixed // 256 % 16 + 1
                """
        case .nearMisses:
            return fair + """

                local wanted = at(1, a)
                if wanted == at(2, b) and at(3, c) ~= wanted and rng:int(2) == 1 then
                    for stop = 1, 16 do
                        if at(3, stop + 1) == wanted and at(3, stop) ~= wanted then c = stop end
                    end
                end
                """
        }
    }

    /// - Parameter rounds: that will be played; a switch comes after half of them.
    func text(rounds: Int) -> String {
        let poor =
            self == .switchedReturn
            ? "if state.round > \(rounds / 2) and (x == \"a\" or x == \"b\") then won = 0 end" : ""
        return """
            local reels = { "abcdefacebdbfcda", "adafcbbccdfaeedb", "cbfdabdcaefcbade" }
            local function at(reel, stop)
                local place = (stop - 1) % 16 + 1
                return reels[reel]:sub(place, place)
            end
            return {
                name = "test/planted", version = "1.0.0", api = 1, kind = "slot",
                stakes = { "1.00" }, symbols = { "a", "b", "c", "d", "e", "f" },
                layout = { reels = 3, rows = 3 }, actions = { "PlaceBet", "Spin", "CashOut" },
                start = function() return { n = 1, round = 0 } end,
                step = function(state, action, rng)
                    state.round = state.round + 1
                    \(stops)
                    local x, y, z = at(1, a), at(2, b), at(3, c)
                    local won = x == y and (y == z and 7 or 3) or 0
                    \(poor)
                    return {
                        payout = won * action.amount,
                        symbols = {
                            at(1, a - 1), x, at(1, a + 1), at(2, b - 1), y, at(2, b + 1),
                            at(3, c - 1), z, at(3, c + 1),
                        },
                    }
                end,
            }
            """
    }

    /// Plays and judges it.
    func fingerprint(rounds: Int, seed: UInt64, alpha: Double = 0.01) throws -> Fingerprint {
        try PlayedGame.fingerprint(
            text: text(rounds: rounds), rounds: rounds, seed: seed, alpha: alpha)
    }
}
