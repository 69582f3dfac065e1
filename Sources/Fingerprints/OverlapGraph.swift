// Windows as edges between their upper and their lower symbols.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
internal import Statistics

/// The overlap graph of a reel's windows.
struct OverlapGraph {
    private(set) var from: [Int] = []
    private(set) var to: [Int] = []
    private(set) var nodes = 0
    private let windows: [[UInt8]]
    /// Nodes for which strips are told apart: the count of closed walks needs a determinant.
    private static let nodesMax = 400

    init(_ windows: [[UInt8]]) {
        self.windows = windows
        var numbers: [[UInt8]: Int] = [:]
        func number(_ part: ArraySlice<UInt8>) -> Int {
            let key = Array(part)
            if let known = numbers[key] { return known }
            numbers[key] = numbers.count
            return numbers.count - 1
        }
        for window in windows {
            from.append(number(window.dropLast()))
            to.append(number(window.dropFirst()))
        }
        nodes = numbers.count
    }

    /// Whether as many edges begin as end at every node.
    func balances(_ multiplicities: [Int]) -> Bool {
        var surplus = [Int](repeating: 0, count: nodes)
        for (edge, count) in multiplicities.enumerated() {
            surplus[from[edge]] += count
            surplus[to[edge]] -= count
        }
        return surplus.allSatisfy { $0 == 0 }
    }

    /// Changes from a window's upper symbols to its lower ones, as cells of a square table.
    func cells(_ counts: [Int]) -> [MarginalHomogeneityTest.Cell] {
        counts.enumerated().map {
            MarginalHomogeneityTest.Cell(from: from[$0], to: to[$0], count: $1)
        }
    }

    /// The first symbols of the windows along the closed walk, if there is only one.
    func onlyStrip(_ multiplicities: [Int]) -> [UInt8]? {
        guard nodes <= OverlapGraph.nodesMax,
            let count = logarithmOfWalks(multiplicities), count < log(1.5)
        else { return nil }
        let walk = closedWalk(multiplicities)
        guard walk.count == multiplicities.reduce(0, +) else { return nil }
        return walk.map { windows[$0][0] }
    }

    /// The natural logarithm of the number of different closed walks, by the theorem of de Bruijn,
    /// van Aardenne-Ehrenfest, Smith and Tutte: spanning trees towards a node, times the product of
    /// (degree - 1)!, over the product of multiplicity!. Nil when the graph is in pieces.
    private func logarithmOfWalks(_ multiplicities: [Int]) -> Double? {
        var laplacian = [[Double]](
            repeating: [Double](repeating: 0, count: nodes), count: nodes)
        var degrees = [Int](repeating: 0, count: nodes)
        var result = 0.0
        for (edge, count) in multiplicities.enumerated() {
            laplacian[from[edge]][from[edge]] += Double(count)
            laplacian[from[edge]][to[edge]] -= Double(count)
            degrees[from[edge]] += count
            result -= lgamma(Double(count) + 1).0
        }
        for degree in degrees { result += lgamma(Double(max(1, degree))).0 }
        for row in 1..<max(1, nodes) {
            // Weakly diagonally dominant by rows: elimination needs no exchange of rows.
            guard laplacian[row][row] > 1e-9 else { return nil }
            result += log(laplacian[row][row])
            for below in (row + 1)..<max(row + 1, nodes) where laplacian[below][row] != 0 {
                let factor = laplacian[below][row] / laplacian[row][row]
                for column in row..<nodes {
                    laplacian[below][column] -= factor * laplacian[row][column]
                }
            }
        }
        return result
    }

    /// Hierholzer's algorithm: the edges of a closed walk that takes each as often as it stands.
    private func closedWalk(_ multiplicities: [Int]) -> [Int] {
        var left = multiplicities
        var leaving = [[Int]](repeating: [], count: nodes)
        for edge in multiplicities.indices { leaving[from[edge]].append(edge) }
        var (path, walk): ([Int], [Int]) = ([], [])
        var node = from.first ?? 0
        while true {
            while let edge = leaving[node].last, left[edge] == 0 { leaving[node].removeLast() }
            if let edge = leaving[node].last {
                left[edge] -= 1
                path.append(edge)
                node = to[edge]
            } else if let edge = path.popLast() {
                walk.append(edge)
                node = from[edge]
            } else {
                return walk.reversed()
            }
        }
    }
}
