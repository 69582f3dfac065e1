// A fingerprint for people: the verdict, the profile, the reels, then the tests.
private import Foundation

extension FingerprintReport {
    /// Columns of a line.
    private static let width = 100
    /// Payouts that the table shows.
    private static let payoutsMax = 20

    /// Verdict first, then what it rests on.
    public var text: String {
        var parts = [headline, profileTable.text]
        parts.append("Payouts:\n" + payoutTable.text)
        let hidden = statisticalProfile.payoutDistribution.count - shownPayouts.count
        if hidden > 0 {
            parts[parts.count - 1] +=
                "\n\(Figures.grouped(Int64(hidden))) more payouts are left out; --json gives all."
        }
        if let withoutReels {
            parts.append("Reels: " + withoutReels + ".")
        } else {
            parts.append("Symbols, share of the middle row:\n" + symbolTable.text)
            parts.append("Reels:\n" + stripLines.joined(separator: "\n"))
        }
        parts.append(
            "Tests (p-values; corrected for \(verdict.testsMade) tests by Holm's method):\n"
                + testTable.text)
        if let against { parts.append(against.text) }
        return parts.joined(separator: "\n\n")
    }

    private var headline: String {
        let what = gameID + (variant.map { " (\($0))" } ?? "")
        var lines: [String] = []
        if verdict.passed {
            lines.append(
                "\(what): nothing found. \(verdict.testsMade) tests, none failed; an honest game "
                    + "fails one with a chance of \(percent(verdict.alpha)).")
        } else {
            lines.append(
                "\(what): NOT AS IT SHOULD BE. \(verdict.testsRejected) of \(verdict.testsMade) "
                    + "tests failed; an honest game fails one with a chance of "
                    + "\(percent(verdict.alpha)).")
            lines += verdict.findings.map { "  - " + $0 }
        }
        if let end { lines.append("Fewer rounds than asked for: \(end).") }
        return lines.joined(separator: "\n")
    }

    private func percent(_ share: Double) -> String {
        String(format: "%g %%", share * 100)
    }

    // MARK: Profile

    private var profileTable: TextTable {
        let profile = statisticalProfile
        var table = TextTable(header: [])
        let bets = stake.map { "at \($0) \(currency)" } ?? "at different stakes"
        let who = player == "flat" ? "" : ", played by \(player)"
        table.add(["rounds", "\(Figures.grouped(Int64(rounds))) \(bets)\(who)"])
        table.add(["return", Figures.percent(profile.rtpRatio, decimals: 3)])
        table.add(["", returnInterval])
        let sigma = Figures.decimals(profile.volatility, 4)
        table.add(["volatility", "\(sigma) stakes a round: \(profile.volatilityClass)"])
        table.add([
            "volatility index",
            "\(Figures.decimals(profile.volatilityIndex90, 3)) (90 %), "
                + "\(Figures.decimals(profile.volatilityIndex95, 3)) (95 %)",
        ])
        table.add(["hit frequency", share(profile.hitFrequency, profile.hitInterval)])
        table.add(["pays over stake", share(profile.winFrequency, profile.winInterval)])
        table.add([
            "top share",
            "\(Figures.percent(profile.topShare)) of the return from 0.1 % of rounds",
        ])
        if let often = profile.roundsPerLargestWin {
            table.add([
                "largest win",
                "\(Figures.decimals(profile.largestWin, 2)) stakes, \(timesSeen): 95 %: "
                    + "1 in \(count(often.lower)) to \(count(often.upper)) rounds",
            ])
        }
        if let convergence = profile.convergenceRounds {
            table.add(["convergence", "\(count(convergence)) rounds (z sigma / (1 - return))^2"])
        }
        for key in rngSignature.keys.sorted() where !["rounds", "seed", "digest"].contains(key) {
            table.add([key.replacingOccurrences(of: "_", with: " "), rngSignature[key] ?? ""])
        }
        table.add(["seed", rngSignature["seed"] ?? ""])
        table.add(["digest", rngSignature["digest"] ?? ""])
        table.add([
            "speed",
            "\(Figures.rate(1e6 / max(profile.spinTiming.microsecondsPerRound, 1e-9))) rounds/s "
                + "(unpaced), \(Figures.decimals(seconds, 1)) s with tests",
        ])
        return table
    }

    private var timesSeen: String {
        let times = statisticalProfile.largestWinCount
        return times == 1 ? "once" : "\(Figures.grouped(Int64(times))) times"
    }

    private var returnInterval: String {
        let profile = statisticalProfile
        guard let lower = profile.rtpInterval.lower, let upper = profile.rtpInterval.upper else {
            return ""
        }
        let ends =
            "95 %: \(Figures.percent(lower, decimals: 3)) to \(Figures.percent(upper, decimals: 3))"
        guard profile.rtpIntervalKind == "nominal" else { return ends }
        let needed =
            profile.rtpRoundsNeeded.map { " under \(Figures.grouped(Int64($0))) rounds" }
            ?? ""
        return ends + " nominally: its tail is too heavy\(needed)"
    }

    private func share(_ value: Double, _ range: Range) -> String {
        "\(Figures.percent(value, decimals: 3))  95 %: "
            + "\(Figures.percent(range.lower ?? 0, decimals: 3)) to "
            + "\(Figures.percent(range.upper ?? 1, decimals: 3))"
    }

    private func count(_ value: Double?) -> String {
        guard let value else { return "never" }
        return Int64(exactly: value.rounded()).map { Figures.grouped($0) }
            ?? String(format: "%.3g", value)
    }

    private var shownPayouts: [Payout] {
        let all = statisticalProfile.payoutDistribution
        guard all.count > FingerprintReport.payoutsMax else { return all }
        return all.sorted { ($1.count, $0.multiple) < ($0.count, $1.multiple) }
            .prefix(FingerprintReport.payoutsMax).sorted { $0.multiple < $1.multiple }
    }

    private var payoutTable: TextTable {
        var table = TextTable(
            header: ["stakes", "rounds", "share"], rightAligned: [0, 1, 2])
        for row in shownPayouts {
            table.add([
                String(format: "%.6g", row.multiple), Figures.grouped(Int64(row.count)),
                Figures.percent(row.share, decimals: 4),
            ])
        }
        return table
    }

    // MARK: Reels

    private var symbolTable: TextTable {
        let reels = strips.map { "reel \($0.reel)" }
        var table = TextTable(
            header: ["symbol"] + reels + ["pays (in stakes, three reels or more, alone)"],
            rightAligned: Set(1...max(1, reels.count)))
        for symbol in symbolMap {
            let pays = symbol.payoutValues.map { payout(minorUnits: $0) }
            let listed = pays.prefix(8).joined(separator: " ")
            table.add(
                [symbol.name] + symbol.frequency.map { Figures.percent($0) }
                    + [listed + (pays.count > 8 ? " …" : "")])
        }
        return table
    }

    /// Minor units as stakes where all rounds had the same.
    private func payout(minorUnits: Int64) -> String {
        let row = minorUnitsPerStake.map { Double(minorUnits) / $0 }
        return row.map { String(format: "%.6g", $0) } ?? "\(minorUnits)"
    }

    private var stripLines: [String] {
        var lines: [String] = []
        for strip in strips {
            guard let length = strip.length else {
                lines.append("  reel \(strip.reel): no strip: \(strip.reason)")
                continue
            }
            let line = "  reel \(strip.reel): \(length) stops, \(strip.windows) different windows"
            guard let symbols = strip.symbols else {
                lines.append(line + "; several orders of stops make the same windows")
                continue
            }
            lines.append(line + ":")
            lines += FingerprintReport.wrapped(symbols, indent: "    ")
        }
        guard let rate = stripReturn.returnRate, let covered = stripReturn.covered else {
            return lines + ["  return by the strips: \(stripReturn.method)"]
        }
        lines.append(
            "  return by the strips: \(Figures.percent(rate, decimals: 4)) over "
                + "\(Figures.percent(covered, decimals: 4)) of \(count(stripReturn.cycle)) "
                + "results, beside \(Figures.percent(statisticalProfile.rtpRatio, decimals: 4)) "
                + "observed")
        lines.append("    (\(stripReturn.method))")
        return lines
    }

    private static func wrapped(_ words: [String], indent: String) -> [String] {
        var lines = [indent]
        for word in words {
            if lines[lines.count - 1].count + word.count + 1 > width { lines.append(indent) }
            if lines[lines.count - 1] != indent { lines[lines.count - 1] += " " }
            lines[lines.count - 1] += word
        }
        return lines
    }

    // MARK: Tests

    /// A line for each kind of test, with its smallest p-value; those that failed one by one.
    private var testTable: TextTable {
        var table = TextTable(
            header: ["test", "made", "failed", "smallest p", "corrected", "where"],
            rightAligned: [1, 2, 3, 4])
        var kinds: [String] = []
        for test in tests where !kinds.contains(test.test) { kinds.append(test.test) }
        for kind in kinds {
            let all = tests.filter { $0.test == kind }
            let made = all.filter { $0.pValue != nil }
            let least = made.min { ($0.pValue ?? 1) < ($1.pValue ?? 1) }
            guard let least else {
                table.add([kind, "-", "", "", "", all.first?.note ?? ""])
                continue
            }
            let note = least.note.isEmpty ? "" : " (\(least.note))"
            table.add([
                kind, "\(made.count)", "\(made.count { $0.isRejected })",
                FingerprintReport.chance(least.pValue), FingerprintReport.chance(least.adjusted),
                least.subject + note,
            ])
        }
        return table
    }

    static func chance(_ value: Double?) -> String {
        guard let value else { return "-" }
        return value >= 0.0001
            ? Figures.decimals(value, 4) : value == 0 ? "0" : String(format: "%.0e", value)
    }
}

extension FingerprintReport.Match {
    var text: String {
        let what = gameID + (variant.map { " (\($0))" } ?? "")
        let earlier = "\(file), \(what), \(Figures.grouped(Int64(rounds))) rounds"
        var lines: [String] = []
        if hasSameRounds {
            lines.append("Against \(earlier): the very same rounds; that they agree says nothing.")
        } else {
            lines.append(
                isSame
                    ? "Against \(earlier): nothing tells the two apart."
                    : "Against \(earlier): NOT THE SAME GAME.")
        }
        lines += differences.map { "  - it has " + $0 }
        var table = TextTable(
            header: ["compared", "p", "corrected", ""], rightAligned: [1, 2])
        for test in tests {
            table.add([
                test.subject, FingerprintReport.chance(test.pValue),
                FingerprintReport.chance(test.adjusted), test.isRejected ? "differs" : "",
            ])
        }
        return lines.joined(separator: "\n") + "\n" + table.text
    }
}
