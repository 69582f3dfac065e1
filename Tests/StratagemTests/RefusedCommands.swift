// Commands that are refused, with the code and the advice that must come out.

import Testing

/// A command that is refused.
struct RefusedCommand: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var code: String
    /// What the message must contain.
    var message: String
    /// 64 when the command line itself can not be read.
    var exit: Int32
    var testDescription: String { arguments.joined(separator: " ") }

    init(
        _ command: String, _ message: String, code: String = "INVALID_INPUT",
        exit: Int32 = 1
    ) {
        arguments = command.split(separator: " ").map(String.init)
        (self.code, self.message, self.exit) = (code, message, exit)
    }
}

extension RefusedCommand {
    private static let run = "run slots/double-diamond flat "
    private static let compare = "compare slots/double-diamond flat double-after-loss "
    private static let tournament = "tournament slots/double-diamond flat random "

    static let wrongNames = [
        RefusedCommand("run", "such as: stratagem run slots/double-diamond flat"),
        RefusedCommand("run slots/double-diamond", "run needs a GAME and a STRATEGY"),
        RefusedCommand(
            "run slots/duoble-diamond flat", "did you mean slots/double-diamond?",
            code: "NOT_FOUND"),
        RefusedCommand(
            "run double-diamond flat", "did you mean slots/double-diamond?", code: "NOT_FOUND"),
        RefusedCommand("run slots/double-diamond falt", "did you mean flat?", code: "NOT_FOUND"),
        RefusedCommand(
            "run poker flat", "there are slots/atkins-diet, slots/double-diamond",
            code: "NOT_FOUND"),
        RefusedCommand(
            "run slots/double-diamond no/such.lua", "there are blackjack-basic",
            code: "NOT_FOUND"),
        RefusedCommand(
            compare.replacing("flat", with: "falt"), "did you mean flat?", code: "NOT_FOUND"),
        RefusedCommand("run tables/blackjack flat", "it plays slots/*"),
        RefusedCommand("run slots/lobstermania flat --variant 97", "it has 96.2, 85.0"),
        RefusedCommand("run slots/double-diamond flat --variant x", "it has none"),
        RefusedCommand(run + "--fallback falt", "did you mean flat?", code: "NOT_FOUND"),
    ]

    static let wrongAmounts = [
        RefusedCommand(run + "--bankroll 10.005", "write at most 2"),
        RefusedCommand(run + "--bankroll ten", "is not a number"),
        RefusedCommand(run + "--bankroll 1e3", "has an exponent"),
        RefusedCommand(run + "--bankroll 1,000.00", "has a separator"),
        RefusedCommand(run + "--bankroll inf", "is not a finite number"),
        RefusedCommand(run + "--bankroll -5", "is negative: write zero or more"),
        RefusedCommand(run + "--bankroll 92233720368547758.08", "is over the largest amount"),
        RefusedCommand(run + "--bankroll 10000000000000.01", "is over 10000000000000.00 AUD"),
        RefusedCommand(compare + "--bankroll 92233720368547758.07", "the largest bankroll"),
        RefusedCommand(
            run + "--currency JPY --bankroll 1000000000000001", "is over 1000000000000000 JPY"),
        RefusedCommand(run + "--currency JPY --bankroll 100.5", "write a whole number"),
        RefusedCommand(run + "--currency XYZ", "use one of AUD, USD, EUR, JPY"),
        RefusedCommand(run + "--max-bet 1.001", "--max-bet: Amount"),
        RefusedCommand(run + "--daily-limit -1", "--daily-limit: Amount"),
        RefusedCommand(run + "--spin-fee x", "--spin-fee: Amount"),
        RefusedCommand(run + "--query-fee 0.1.2", "--query-fee: Amount"),
        RefusedCommand(run + "--param base=1.001", "parameter base: Amount"),
        RefusedCommand(run + "--param bse=1.00", "did you mean base?"),
        RefusedCommand(run + "--param base", "write name=value"),
        RefusedCommand(run + "--param base=1.00 --param base=2.00", "is given twice"),
        RefusedCommand("run slots/double-diamond fraction --param share=nan", "parameter share is"),
        RefusedCommand("run slots/double-diamond fraction --param share=2", "at most 1"),
        RefusedCommand("run tables/blackjack random --param x=1", "it has none"),
    ]

    static let wrongNumbers = [
        RefusedCommand(run + "--rounds 0", "--rounds is 0; it must be 1 or more"),
        RefusedCommand(run + "--rounds -3", "--rounds is -3; it must be 1 or more"),
        RefusedCommand(run + "--rounds 9223372036854775808", "is invalid for '--rounds", exit: 64),
        RefusedCommand(run + "--for xyz", "write a number and a unit: 90s, 10m, 2h, 1d"),
        RefusedCommand(run + "--for 0s", "write a number and a unit"),
        RefusedCommand(run + "--for nans", "write a number and a unit"),
        RefusedCommand(run + "--for infs", "write a number and a unit"),
        RefusedCommand(run + "--seed 18446744073709551616", "is invalid for '--seed", exit: 64),
        RefusedCommand(run + "--seed -1", "is invalid for '--seed", exit: 64),
        RefusedCommand(run + "--on-fault ignore", "'stop', 'skip' or 'fallback'", exit: 64),
        RefusedCommand(run + "--on-fault fallback", "needs a fallback strategy"),
        RefusedCommand(run + "--bankrol 5.00", "Did you mean '--bankroll'?", exit: 64),
        RefusedCommand(run + "surplus", "Unexpected argument 'surplus'", exit: 64),
        RefusedCommand(compare + "--alpha 2", "Alpha is 2.0"),
        RefusedCommand(compare + "--alpha nan", "Alpha is nan"),
        RefusedCommand(compare + "--margin nan", "The margin is nan"),
        RefusedCommand(compare + "--margin -1", "0 or more"),
        RefusedCommand(compare + "--pairs 0", "--pairs is 0; it must be 1 or more"),
        RefusedCommand(compare + "--pairs 9", "ask for at least"),
        RefusedCommand(compare + "--pairs 99999999999", "ask for at least"),
        RefusedCommand(compare + "--rounds-per-pair 0", "--rounds-per-pair is 0"),
        RefusedCommand(compare + "--workers 0", "--workers is 0; it goes from 1 to 256"),
        RefusedCommand(compare + "--metric profit", "'ruin' or 'reward'", exit: 64),
        RefusedCommand(compare + "--goal 1.001", "--goal: Amount"),
        RefusedCommand(compare + "--param foo=1", "flat has no parameter \"foo\""),
        RefusedCommand(compare + "--param-b foo=1", "it has base, cap"),
        RefusedCommand("tournament slots/double-diamond flat", "2 to 32 strategies; only 1 was"),
        RefusedCommand("tournament slots/double-diamond flat flat", "named twice"),
        RefusedCommand(tournament + "--param foo=1", "none of the strategies has"),
        RefusedCommand(tournament + "--episodes 9", "ask for at least"),
        RefusedCommand(tournament + "--rounds-per-episode 0", "--rounds-per-episode is 0"),
        RefusedCommand(tournament + "--for soon", "--for"),
        RefusedCommand(tournament + "--workers 257", "it goes from 1 to 256"),
        RefusedCommand(
            tournament + "--baseline falt", "did you mean flat?", code: "NOT_FOUND"),
        RefusedCommand("sessions --limit 0", "--limit is 0"),
        RefusedCommand("bench --rounds 10", "--rounds from 1000 on"),
    ]

    static let wrongSessions = [
        RefusedCommand(
            "replay ffff", "list all with `stratagem sessions`", code: "SESSION_NOT_FOUND"),
        RefusedCommand("run --resume ffff", "the nearest are", code: "SESSION_NOT_FOUND"),
        RefusedCommand("run --resume FINISHED", "is over", code: "STATE_ERROR"),
        RefusedCommand(
            "run slots/lobstermania --resume OPEN",
            "was played with the game slots/double-diamond, not slots/lobstermania"),
        RefusedCommand(
            "run slots/double-diamond random --resume OPEN",
            "was played with the strategy flat, not random"),
        RefusedCommand("run --resume OPEN --seed 1", "leave out --seed, or begin a new session"),
        RefusedCommand(
            "run --resume OPEN --on-fault skip --param base=2.00 --bankroll 5.00",
            "leave out --bankroll, --param, --on-fault"),
        RefusedCommand("replay OPEN --from 0", "has rounds 1 to 50"),
        RefusedCommand("replay OPEN --from 51", "has rounds 1 to 50"),
        RefusedCommand("replay OPEN --from 9 --to 8", "names none"),
        RefusedCommand("replay OPEN --to 0", "names none"),
        RefusedCommand("replay OPEN --store none", "run a session first", code: "STORE_MISSING"),
        RefusedCommand(
            "run --resume OPEN --store none", "run a session first", code: "STORE_MISSING"),
        RefusedCommand(
            "sessions --store none", "name the folder of a store", code: "STORE_MISSING"),
    ]
}
