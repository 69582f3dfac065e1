// Labels beside lines that end close to each other: moved apart, in their order, as little as can be.

/// Spreads labels along one direction.
enum LabelStack {
    /// Places at least `gap` apart inside a range, in the order of the wanted ones; where they do
    /// not all fit the gap shrinks.
    ///
    /// Neighbours that are too close become a block around the mean of what they want: the least
    /// squares solution (isotonic regression by pooling of adjacent violators, Ayer et al. 1955).
    static func places(
        _ wanted: [Double], gap: Double, within range: ClosedRange<Double>
    ) -> [Double] {
        guard wanted.count > 1 else {
            return wanted.map { min(max($0, range.lowerBound), range.upperBound) }
        }
        let room = (range.upperBound - range.lowerBound) / Double(wanted.count - 1)
        let step = min(gap, room)
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        // Without the gaps the places only have to rise.
        let reduced = order.enumerated().map { wanted[$1] - Double($0) * step }
        var blocks: [(sum: Double, count: Int)] = []
        for value in reduced {
            blocks.append((value, 1))
            while blocks.count > 1 {
                let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
                let isAbove = before.sum / Double(before.count) > last.sum / Double(last.count)
                guard isAbove else { break }
                blocks.removeLast()
                blocks[blocks.count - 1] = (before.sum + last.sum, before.count + last.count)
            }
        }
        let highest = range.upperBound - Double(wanted.count - 1) * step
        let level = blocks.flatMap { block in
            let mean = block.sum / Double(block.count)
            return Array(repeating: min(max(mean, range.lowerBound), highest), count: block.count)
        }
        var result = wanted
        for (place, index) in order.enumerated() {
            result[index] = level[place] + Double(place) * step
        }
        return result
    }
}
