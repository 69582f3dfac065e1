// What a round is worth: means, second moment and payouts of every place, from the last to the
// first. Places that come back to themselves are solved as linear systems, never cut off.
internal import Play

/// Means of what follows from one place to the end of the round, in minor units.
struct PlaceMoments {
    var parts: [Fraction]
    /// What is still staked.
    var staked: Fraction
    /// Mean of (payout - staked) squared.
    var netSquared: Fraction
    /// Chance that nothing is paid; `nil` where it is not known exactly.
    var nothingPaid: Fraction?

    var payout: Fraction { parts.reduce(.zero, +) }
    var net: Fraction { payout - staked }
}

/// What one place is worth: its payouts, its moments, or both.
struct PlaceValue {
    /// `nil`: they follow from the distribution.
    var known: PlaceMoments?
    /// `nil` where there are endlessly many payouts, or too many to keep.
    var distribution: PayoutDistribution?

    var moments: PlaceMoments {
        guard let moments = known ?? distribution?.moments else {
            preconditionFailure("a place without moments and without payouts")
        }
        return moments
    }
}

/// The solved graph.
struct OddsSolution {
    private(set) var values: [PlaceValue?]
    /// Groups of places that come back to themselves.
    private(set) var cycles = 0
    private let graph: OddsGraph
    private let partCount: Int
    /// The most places that may reach each other: a system of so many equations is solved.
    private static let groupMax = 150

    /// Throws `INVALID_INPUT` when a round may go on for ever, or the best decision depends on
    /// itself.
    init(_ graph: OddsGraph, partCount: Int) throws(PlayError) {
        self.graph = graph
        self.partCount = partCount
        values = Array(repeating: nil, count: graph.nodes.count)
        for group in graph.groups {
            let isCycle =
                group.count > 1
                || graph.nodes[group[0]].edges.contains { $0.next == group[0] }
            if isCycle {
                cycles += 1
                try solve(group.sorted())
            } else if graph.nodes[group[0]].chooses {
                choose(group[0])
            } else {
                values[group[0]] = straight(group[0])
            }
        }
    }

    // MARK: Places that do not come back

    private func straight(_ index: Int) -> PlaceValue {
        let distribution = distribution(index)
        // With one part the moments can wait until they are asked for.
        if distribution != nil, partCount == 1 {
            return PlaceValue(known: nil, distribution: distribution)
        }
        var value = PlaceMoments(
            parts: Array(repeating: .zero, count: partCount), staked: .zero, netSquared: .zero,
            nothingPaid: .zero)
        for edge in graph.nodes[index].edges {
            let mean = means(edge)
            for part in 0..<partCount { value.parts[part] += edge.chance * mean[part] }
            value.staked += edge.chance * mean[partCount]
            value.netSquared += edge.chance * netSquared(edge, followed: true)
            if edge.payout == 0 {
                value.nothingPaid = sum(value.nothingPaid, chanceOfNothing(edge))
            }
        }
        return PlaceValue(known: value, distribution: distribution)
    }

    /// Means of the parts and the stake along an edge, what follows included where it is solved.
    private func means(_ edge: OddsEdge) -> [Fraction] {
        var means = edge.parts.map { Fraction($0) } + [Fraction(edge.staked)]
        guard let next = edge.next, let after = values[next]?.moments else { return means }
        let times = Fraction(edge.times)
        for part in 0..<partCount { means[part] += times * after.parts[part] }
        means[partCount] += times * after.staked
        return means
    }

    /// Mean of the square of the net along an edge: with x the net of the edge, k places after it
    /// of mean m and second moment s, (x + k m)^2 + k (s - m^2). `followed` false leaves out k s.
    private func netSquared(_ edge: OddsEdge, followed: Bool) -> Fraction {
        let own = Fraction(edge.payout) - Fraction(edge.staked)
        guard let next = edge.next, let after = values[next]?.moments else { return own * own }
        let times = Fraction(edge.times)
        let mean = own + times * after.net
        let rest = followed ? after.netSquared : .zero
        return mean * mean + times * (rest - after.net * after.net)
    }

    private func sum(_ left: Fraction?, _ right: Fraction?) -> Fraction? {
        guard let left, let right else { return nil }
        return left + right
    }

    private func chanceOfNothing(_ edge: OddsEdge) -> Fraction? {
        guard let next = edge.next else { return edge.chance }
        guard let after = values[next]?.moments.nothingPaid else { return nil }
        if after.isZero { return .zero }
        guard edge.times <= 1000 else { return nil }
        return (0..<edge.times).reduce(edge.chance) { chance, _ in chance * after }
    }

    private func distribution(_ index: Int) -> PayoutDistribution? {
        var result = PayoutDistribution.empty
        var powers: [Int: [Int64: PayoutDistribution]] = [:]
        for edge in graph.nodes[index].edges {
            var after = PayoutDistribution.nothing
            if let next = edge.next {
                if let known = powers[next]?[edge.times] {
                    after = known
                } else {
                    guard let power = values[next]?.distribution?.times(edge.times) else {
                        return nil
                    }
                    powers[next, default: [:]][edge.times] = power
                    after = power
                }
            }
            result.add(after, by: edge.total, chance: edge.chance)
            guard result.weights.count <= PayoutDistribution.totalsMax else { return nil }
        }
        result.reduce()
        return result
    }

    private mutating func choose(_ index: Int) {
        let best = graph.nodes[index].edges.compactMap { edge -> PlaceValue? in
            guard let next = edge.next, let value = values[next] else { return nil }
            return value
        }.reduce(nil as PlaceValue?) { best, value in
            guard let best else { return value }
            return value.moments.net > best.moments.net ? value : best
        }
        values[index] = best
    }

    // MARK: Places that come back

    private mutating func solve(_ group: [Int]) throws(PlayError) {
        guard !group.contains(where: { graph.nodes[$0].chooses }) else {
            throw PlayError(
                .invalidInput,
                "the best decision can not be worked out here, because the round may come back to "
                    + "where it was; name a strategy: stratagem odds GAME STRATEGY")
        }
        guard group.count <= OddsSolution.groupMax else {
            throw PlayError(
                .invalidInput,
                "\(group.count) states of a round lead back to each other; systems of up to "
                    + "\(OddsSolution.groupMax) are solved")
        }
        let place = Dictionary(uniqueKeysWithValues: zip(group, group.indices))
        let flow = self.flow(group, place)
        let ones = Array(repeating: Fraction.one, count: group.count)
        var columns = (0...partCount).map { column in
            group.map { index in weighted(index) { means($0)[column] } }
        }
        columns.append(ones)
        guard let means = LinearSystem.solve(flow: flow, columns: columns), let visits = means.last,
            visits.allSatisfy({ $0 > .zero })
        else {
            // A positive solution for the ones is what makes the sums of all visits finite.
            throw PlayError(
                .invalidInput,
                "the round may go on for ever: its stages lead back to themselves, on average at "
                    + "least once each time, so it has no mean")
        }
        for (row, index) in group.enumerated() {
            let moments = PlaceMoments(
                parts: (0..<partCount).map { means[$0][row] }, staked: means[partCount][row],
                netSquared: .zero, nothingPaid: nil)
            values[index] = PlaceValue(known: moments, distribution: nil)
        }
        let squares = group.map { index in
            weighted(index) { edge in
                let isInside = edge.next.map { place[$0] != nil } ?? false
                return netSquared(edge, followed: !isInside)
            }
        }
        let solved = LinearSystem.solve(flow: flow, columns: [squares])?[0] ?? squares
        for (row, index) in group.enumerated() { values[index]?.known?.netSquared = solved[row] }
        distribute(group, place, flow)
        for index in group where values[index]?.known?.nothingPaid == nil {
            var open: Set<Int> = []
            let chance = nothingPaid(index, inside: place, &open)
            values[index]?.known?.nothingPaid = chance
        }
    }

    private func weighted(_ index: Int, _ value: (OddsEdge) -> Fraction) -> Fraction {
        graph.nodes[index].edges.reduce(.zero) { $0 + $1.chance * value($1) }
    }

    private func flow(_ group: [Int], _ place: [Int: Int]) -> [[Fraction]] {
        group.map { index in
            var row = Array(repeating: Fraction.zero, count: group.count)
            for edge in graph.nodes[index].edges {
                guard let next = edge.next, let column = place[next] else { continue }
                row[column] += edge.chance * Fraction(edge.times)
            }
            return row
        }
    }

    /// Payouts of places that come back without paying anything on the way: a linear system with
    /// one right-hand side for each payout.
    private mutating func distribute(_ group: [Int], _ place: [Int: Int], _ flow: [[Fraction]]) {
        var leaving: [[RoundTotal: Fraction]] = []
        for index in group {
            var outside = PayoutDistribution.empty
            for edge in graph.nodes[index].edges {
                if let next = edge.next, place[next] != nil {
                    guard edge.times == 1, edge.payout == 0, edge.staked == 0 else { return }
                    continue
                }
                guard
                    let after = edge.next.map({ values[$0]?.distribution?.times(edge.times) })
                        ?? PayoutDistribution.nothing
                else { return }
                outside.add(after, by: edge.total, chance: edge.chance)
            }
            leaving.append(outside.chances)
        }
        let totals = Set(leaving.flatMap(\.keys)).sorted {
            ($0.payout, $0.staked) < ($1.payout, $1.staked)
        }
        guard totals.count * group.count <= 20_000 else { return }
        let columns = totals.map { total in leaving.map { $0[total] ?? .zero } }
        guard let solved = LinearSystem.solve(flow: flow, columns: columns) else { return }
        for (row, index) in group.enumerated() {
            let chances = zip(totals, solved).map { ($0, $1[row]) }.filter { !$0.1.isZero }
            let distribution = PayoutDistribution(Dictionary(uniqueKeysWithValues: chances))
            values[index]?.distribution = distribution
            values[index]?.known?.nothingPaid = chances.filter { $0.0.payout == 0 }
                .reduce(.zero) { $0 + $1.1 }
        }
    }

    /// Chance that nothing is paid, where every way back pays something; else `nil`.
    private func nothingPaid(
        _ index: Int, inside place: [Int: Int], _ open: inout Set<Int>
    ) -> Fraction? {
        guard open.insert(index).inserted else { return nil }
        defer { open.remove(index) }
        var chance: Fraction? = .zero
        for edge in graph.nodes[index].edges where edge.payout == 0 {
            guard let next = edge.next, place[next] != nil else {
                chance = sum(chance, chanceOfNothing(edge))
                continue
            }
            guard edge.times == 1, let after = nothingPaid(next, inside: place, &open) else {
                return nil
            }
            chance = sum(chance, edge.chance * after)
        }
        return chance
    }
}
