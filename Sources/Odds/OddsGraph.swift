// A round as a graph: where it can stand, and with which chance it goes where.
internal import Scripting

/// Where a round can stand between two calls.
enum OddsPlace: Hashable, Sendable {
    /// A decision is due. `key` is what of the game's state matters; `balance` and `memory` are
    /// what the strategy knows, 0 and empty when the choice is not a strategy's.
    case decision(key: [UInt8], memory: [UInt8], balance: Int64, isOpen: Bool)
    /// The game is about to step.
    case step(key: [UInt8], memory: [UInt8], balance: Int64, action: WalkAction)
    /// The game is about to play a declared stage; the first has no bytes.
    case stage(key: [UInt8], action: WalkAction, stage: [UInt8])
}

/// A way out of a place.
struct OddsEdge: Sendable {
    var chance: Fraction
    /// Paid on the way, by parts; minor units.
    var parts: [Int64]
    var staked: Int64 = 0
    /// The place that follows, `times` times, each on its own; `nil`: the round is over.
    var next: Int?
    var times: Int64 = 1

    var payout: Int64 { parts.reduce(0, &+) }
    var total: RoundTotal { RoundTotal(payout: payout, staked: staked) }
}

/// A place with its ways out.
struct OddsNode: Sendable {
    let place: OddsPlace
    /// A state that has the place's key.
    let state: [UInt8]
    var edges: [OddsEdge] = []
    /// Whether the best edge is taken, instead of each with its chance.
    var chooses = false
    /// Other states with the same key, for the check of what the game declares.
    var twins: [[UInt8]] = []
}

/// All places that a round can reach; the first is where it begins.
struct OddsGraph: Sendable {
    var nodes: [OddsNode] = []

    /// Places that reach each other, as groups; a group comes after all that it leads to
    /// (R. Tarjan, "Depth-first search and linear graph algorithms", 1972, without recursion).
    var groups: [[Int]] {
        var search = GroupSearch(nodes: nodes)
        for node in nodes.indices { search.visit(from: node) }
        return search.groups
    }
}

private struct GroupSearch {
    let nodes: [OddsNode]
    var order: [Int?]
    var low: [Int]
    var isOnStack: [Bool]
    var stack: [Int] = []
    var next = 0
    var groups: [[Int]] = []

    init(nodes: [OddsNode]) {
        self.nodes = nodes
        order = Array(repeating: nil, count: nodes.count)
        low = Array(repeating: 0, count: nodes.count)
        isOnStack = Array(repeating: false, count: nodes.count)
    }

    mutating func visit(from start: Int) {
        guard order[start] == nil else { return }
        var path: [(node: Int, edge: Int)] = []
        enter(start, &path)
        while let (node, edge) = path.last {
            guard edge < nodes[node].edges.count else {
                path.removeLast()
                leave(node, parent: path.last?.node)
                continue
            }
            path[path.count - 1].edge += 1
            guard let next = nodes[node].edges[edge].next else { continue }
            if let seen = order[next] {
                if isOnStack[next] { low[node] = min(low[node], seen) }
            } else {
                enter(next, &path)
            }
        }
    }

    private mutating func enter(_ node: Int, _ path: inout [(node: Int, edge: Int)]) {
        order[node] = next
        low[node] = next
        next += 1
        stack.append(node)
        isOnStack[node] = true
        path.append((node, 0))
    }

    private mutating func leave(_ node: Int, parent: Int?) {
        if let parent { low[parent] = min(low[parent], low[node]) }
        guard low[node] == order[node] else { return }
        var group: [Int] = []
        while let top = stack.popLast() {
            isOnStack[top] = false
            group.append(top)
            if top == node { break }
        }
        groups.append(group)
    }
}
