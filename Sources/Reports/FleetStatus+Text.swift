// The status as people read it: in `stratagem status`, and as the live table.

extension FleetStatus {
    /// States in the order of a session's life, as they are counted in a line.
    private static let order = [
        "playing", "starting", "waiting", "resting", "pausing", "paused", "stopping", "stopped",
        "done", "failed",
    ]

    /// All of it.
    public var text: String { lines().joined(separator: "\n") }

    /// Lines for a screen.
    ///
    /// - Parameter rowsMax: the most lines; what does not fit is counted instead. `nil`: all.
    public func lines(rowsMax: Int? = nil) -> [String] {
        var lines = head
        let left = rowsMax.map { max(0, $0 - lines.count - 1) } ?? Int.max
        // Sessions that somebody should look at get up to half of what is left.
        let wanted = sessions.isEmpty ? 0 : sessions.count + 2
        let forSessions = min(wanted, max(left / 2, left - groups.count - 1 - walletLines.count))
        lines.append("")
        lines += cut(groupLines + walletLines, left - forSessions, "groups and wallets")
        if forSessions > 2 {
            lines.append("")
            lines += cut(sessionLines, forSessions - 1, "sessions")
        }
        return lines
    }

    /// How far the recovery is, in front of what else is said; empty when there is none.
    public var recoveryText: String {
        guard let recovery else { return "" }
        let (left, of) = (Int64(recovery.left), Int64(recovery.of))
        return "recovering \(Figures.grouped(left)) of \(Figures.grouped(of)); "
    }

    private var head: [String] {
        let draining = isDraining ? " · stopping" : ""
        let counts = FleetStatus.order.compactMap { name in
            states[name].map { "\(Figures.grouped(Int64($0))) \(name)" }
        }
        let rate = returnText(of: groups)
        let megabytes = Figures.decimals(Double(memoryBytes) / 1_048_576, 0)
        let commitP50 = Figures.decimals(journal.commitMillisecondsP50, 1)
        let commitP99 = Figures.decimals(journal.commitMillisecondsP99, 1)
        let paused = pause.map { [$0.text] } ?? []
        return [
            "stratagem up \(runFile) · process \(processIdentifier) · up "
                + Figures.duration(seconds: secondsUp) + draining,
            "\(Figures.grouped(Int64(sessionCount))) sessions: " + recoveryText
                + counts.joined(separator: ", "),
            "\(Figures.grouped(rounds)) rounds · \(Figures.rate(roundsPerSecond)) rounds/s · "
                + "return \(rate) · \(Figures.grouped(faults)) faults · "
                + "\(Figures.grouped(restarts)) restarts",
            "journal \(Figures.decimals(journal.lagMilliseconds, 0)) ms behind, sealed every "
                + "\(journal.sealMilliseconds) ms, commits p50 \(commitP50) p99 \(commitP99) ms · "
                + "memory \(megabytes) MiB · \(workers) workers · \(openFiles) open files",
            storeText,
        ] + paused
    }

    /// Where the disk goes.
    private var storeText: String {
        func mebibytes(_ bytes: Int64) -> String {
            Figures.grouped(bytes / 1_048_576) + " MiB"
        }
        let free = journal.diskFreeBytes.map { " · \(mebibytes($0)) free on the disk" } ?? ""
        let segments =
            "\(Figures.grouped(Int64(journal.segments))) segment\(journal.segments == 1 ? "" : "s")"
        return "store \(mebibytes(journal.mainBytes)), its log \(mebibytes(journal.logBytes)) · "
            + "\(segments), \(mebibytes(journal.segmentBytes))\(free)"
    }

    /// The return of groups together, where one currency makes that a number.
    private func returnText(of groups: [Group]) -> String {
        guard groups.count == 1 else {
            let known = groups.compactMap(\.returnRate)
            guard let least = known.min(), let most = known.max() else { return "-" }
            return "\(Figures.percent(least)) to \(Figures.percent(most))"
        }
        return groups.first?.returnRate.map { Figures.percent($0) } ?? "-"
    }

    private var groupLines: [String] {
        var table = TextTable(
            header: [
                "group", "game", "strategy", "sessions", "playing", "rounds", "rounds/s", "return",
                "net", "faults",
            ], rightAligned: [3, 4, 5, 6, 7, 8, 9])
        for group in groups {
            table.add([
                group.name, group.game, group.strategy,
                Figures.grouped(Int64(group.states.values.reduce(0, +))),
                Figures.grouped(Int64(group.states["playing"] ?? 0)), Figures.grouped(group.rounds),
                Figures.rate(group.roundsPerSecond),
                group.returnRate.map { Figures.percent($0) } ?? "-",
                "\(group.net) \(group.currency)", Figures.grouped(group.faults),
            ])
        }
        return table.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private var walletLines: [String] {
        guard !wallets.isEmpty else { return [] }
        var table = TextTable(
            header: [
                "wallet", "balance", "free", "spent today", "granted", "daily limit", "sessions",
                "playing", "waiting",
            ], rightAligned: [1, 2, 3, 4, 5, 6, 7, 8])
        for wallet in wallets {
            table.add([
                wallet.name, "\(wallet.balance) \(wallet.currency)", wallet.free,
                wallet.spentToday, wallet.grantedToday, wallet.dailyLimit ?? "-",
                "\(wallet.sessions)", "\(wallet.playing)", "\(wallet.waiting)",
            ])
        }
        return [""]
            + table.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private var sessionLines: [String] {
        var table = TextTable(
            header: ["session", "state", "rounds", "net", "faults", "restarts", "why"],
            rightAligned: [2, 3, 4, 5])
        for session in sessions {
            let left = session.secondsLeft.map {
                "again in \(Figures.duration(seconds: $0)): "
            }
            table.add([
                session.name, session.state, Figures.grouped(session.rounds), session.net,
                "\(session.faults)", "\(session.restarts)", (left ?? "") + session.detail,
            ])
        }
        return table.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// At most so many lines; the last then says how many are missing.
    private func cut(_ lines: [String], _ most: Int, _ name: String) -> [String] {
        guard lines.count > most else { return lines }
        guard most > 1 else { return [] }
        return lines.prefix(most - 1) + ["and \(lines.count - most + 1) more \(name)"]
    }
}
