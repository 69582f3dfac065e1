// A fleet's figures, as one look finds them.
internal import Accounts
private import EventLoop
private import Glibc
internal import Play
internal import Reports
private import Statistics
internal import Storage

extension Fleet {
    /// Sums of one group while they are counted.
    private struct Sums {
        var states: [FleetState: Int] = [:]
        var rounds: Int64 = 0
        var roundsSince: Int64 = 0
        var staked = 0.0
        var paid = 0.0
        var net = Int128(0)
        var faults: Int64 = 0
    }

    /// Looks at everything: rates are since the last look that `isTick`.
    func status(all: Bool, isTick: Bool) -> FleetStatus {
        let now = means.clock.monotonicNanoseconds()
        var status = FleetStatus(
            processIdentifier: getpid(), runFile: plan.file.file, store: means.store.directory,
            secondsUp: Double(now &- startedAt) / 1e9, isDraining: isDraining,
            workers: means.workers.count)
        var sums = [Sums](repeating: Sums(), count: plan.file.groups.count)
        let recovering = members.count { $0.isRecovering && !$0.isDropped }
        if recovering > 0, !isDraining {
            status.recovery = FleetStatus.Recovery(left: recovering, of: recoveringMax)
        }
        for member in members where !member.isDropped {
            let totals = member.totals
            let index = member.item.groupIndex
            sums[index].states[member.state, default: 0] += 1
            sums[index].rounds += totals.rounds
            sums[index].staked += Double(totals.staked)
            sums[index].paid += Double(totals.paid)
            sums[index].net += Int128(totals.net)
            sums[index].faults += totals.faults
            if isTick {
                sums[index].roundsSince += max(0, totals.rounds - member.roundsSeen)
                member.roundsSeen = totals.rounds
            }
            status.restarts += member.restarts
            if all || isWorthALook(member), all || status.sessions.count < Fleet.listedMax {
                status.sessions.append(line(member, totals, now))
            }
        }
        if isTick { measure(sums.map(\.roundsSince), now) }
        if rates.count != sums.count { rates = [Double](repeating: 0, count: sums.count) }
        status.groups = sums.indices.map { group(plan.file.groups[$0], sums[$0], rates[$0]) }
        status.roundsPerSecond = rates.reduce(0, +)
        status.memoryBytes = Bench.residentBytes()
        status.wallets = wallets()
        let metrics = means.committer.metrics
        status.journal = FleetStatus.Journal(
            lagMilliseconds: Double(figures.lag(now: now)) / 1e6,
            sealMilliseconds: FleetFigures.sealMilliseconds(members.count, nil),
            commits: metrics.commits, chunks: metrics.chunks)
        let files = means.store.files()
        status.journal.mainBytes = files.mainBytes
        status.journal.logBytes = files.logBytes
        status.journal.segments = files.segments
        status.journal.segmentBytes = files.segmentBytes
        status.journal.diskFreeBytes = StorageRoom.space(of: means.store.directory)?.free
        let times = figures.commitsLately(metrics.commitTimes, now: now)
        status.journal.commitMillisecondsP50 = Double(times.nanoseconds(atShare: 0.5)) / 1e6
        status.journal.commitMillisecondsP99 = Double(times.nanoseconds(atShare: 0.99)) / 1e6
        status.openFiles = OpenDescriptors.count() ?? 0
        status.pause = storageWait.pause
        return status
    }

    /// Sessions listed when not all are asked for.
    static let listedMax = 50

    private func isWorthALook(_ member: FleetMember) -> Bool {
        switch member.state {
        case .paused, .pausing, .resting, .stopping, .stopped, .failed: true
        case .waiting, .starting, .playing, .done: false
        }
    }

    private func measure(_ rounds: [Int64], _ now: UInt64) {
        let seconds = figures.secondsSinceLook(now: now)
        let latest = rounds.map { count in
            seconds.map { $0 > 0 ? Double(count) / $0 : 0 } ?? 0
        }
        // Chunky by nature: a look may fall between the turns of slow sessions.
        rates =
            rates.count == latest.count
            ? zip(rates, latest).map { $0 == 0 ? $1 : 0.7 * $0 + 0.3 * $1 } : latest
        if figures.ask(now: now) {
            let (figures, clock) = (figures, means.clock)
            means.committer.whenFlushed { _ in
                figures.answered(now: clock.monotonicNanoseconds())
            }
        }
    }

    private func group(
        _ group: RunFile.Group, _ sums: Sums, _ rate: Double
    ) -> FleetStatus.Group {
        FleetStatus.Group(
            name: group.name, game: group.game, strategy: group.strategy,
            currency: group.currency.code,
            states: Dictionary(
                uniqueKeysWithValues: sums.states.map { ($0.key.rawValue, $0.value) }),
            rounds: sums.rounds, roundsPerSecond: rate,
            returnRate: sums.staked > 0 ? sums.paid / sums.staked : nil,
            net: Amount(minorUnits: Int64(clamping: sums.net), currency: group.currency).text,
            faults: sums.faults)
    }

    private func line(
        _ member: FleetMember, _ totals: SessionTotals, _ now: UInt64
    ) -> FleetStatus.Session {
        let currency = member.group.currency
        return FleetStatus.Session(
            name: member.name, id: member.item.identity.id, state: member.state.rawValue,
            rounds: totals.rounds, net: Amount(minorUnits: totals.net, currency: currency).text,
            faults: totals.faults, restarts: member.restartsInRow,
            secondsLeft: member.dueAt.map { Double($0 &- min(now, $0)) / 1e9 },
            detail: member.detail)
    }
}
