// Walking all draws of calls: the Swift side of CLuaBridge/walk.c.
internal import CLuaBridge
internal import Encoding

/// Two plugins whose calls are made for every outcome of their draws. One thread at a time.
@safe
public struct RoundWalk: ~Copyable {
    private let driver: RoundDriver
    private let walk: OpaquePointer
    private let parts: Int

    /// Takes over a driver whose plugins are started and live in this process. `parts` is how many
    /// parts the payout of a declared stage has, at least 1.
    public init(_ driver: consuming RoundDriver, parts: Int) throws(PluginFault) {
        precondition(
            driver.game.process == nil && driver.strategy.process == nil,
            "a walk of plugins in processes of their own")
        guard let created = unsafe sg_walk_create(driver.session, Int32(clamping: parts)) else {
            throw PluginFault(
                kind: .memory, role: .game, file: driver.game.file, line: nil, call: "odds",
                message: "the system has no memory for a walk")
        }
        unsafe walk = created
        self.parts = max(1, parts)
        self.driver = driver
    }

    deinit {
        unsafe sg_walk_destroy(walk)
    }

    /// Memory and state as `start` left them.
    public func save() throws(PluginFault) -> (memory: [UInt8], state: [UInt8]) {
        try driver.save()
    }

    /// The balance that a decision sees, in minor units.
    public func setBalance(_ balance: Int64) {
        unsafe sg_session_money(driver.session).pointee.balance = balance
    }

    /// Chooses the call; what was walked before is forgotten.
    public func begin(_ call: WalkCall) {
        let none = WalkAction(index: 0)
        switch call {
        case .step(let state, let action):
            begin(SG_WALK_STEP, state: state, action: action)
        case .stage(let state, let action, let stage):
            begin(SG_WALK_STAGE, state: state, action: action, stage: stage)
        case .decide(let state, let memory, let isOpen):
            begin(SG_WALK_DECIDE, state: state, memory: memory, action: none, isOpen: isOpen)
        }
    }

    private func begin(
        _ kind: sg_walk_kind, state: [UInt8], memory: [UInt8] = [], action: WalkAction,
        stage: [UInt8] = [], isOpen: Bool = false
    ) {
        unsafe lend(state) { state in
            unsafe lend(memory) { memory in
                unsafe lend(action.data) { data in
                    unsafe lend(stage) { stage in
                        var call = unsafe sg_walk_call(
                            kind: kind, open: isOpen, action: Int32(clamping: action.index),
                            amount: action.amount, state: state, memory: memory,
                            action_data: data, stage: stage)
                        unsafe sg_walk_begin(walk, &call)
                    }
                }
            }
        }
    }

    /// Only these branches of the first draw, which has `count`.
    public func restrict(to branches: Range<UInt64>, of count: UInt64) {
        unsafe sg_walk_range(walk, branches.lowerBound, branches.upperBound, count)
    }

    /// Makes the call once with random branches: the product of the numbers of branches on the way,
    /// whose mean is the number of leaves, and the branches of the first draw. Forgets the range.
    public func sample(_ number: UInt64) throws(PluginFault) -> (leaves: Double, first: UInt64) {
        var record = sg_fault()
        var leaves = 0.0
        var first: UInt64 = 1
        try check(unsafe sg_walk_sample(walk, number, &leaves, &first, &record), record)
        return (leaves, first)
    }

    /// Walks up to `most` leaves more and gives how many it walked.
    public func walk(leaves most: Int64) throws(PluginFault) -> Int64 {
        var record = sg_fault()
        var walked: Int64 = 0
        try check(unsafe sg_walk_leaves(walk, most, &walked, &record), record)
        return walked
    }

    /// Whether every leaf has been walked.
    public var isOver: Bool { unsafe sg_walk_is_over(walk) }

    /// What the leaves so far came to, equal results added up.
    public func branches() -> [WalkBranch] {
        (0..<(unsafe sg_walk_branch_count(walk))).map { index in
            let branch = unsafe sg_walk_branch_at(walk, index)
            let (result, state) = unsafe read(copy(branch.result))
            return unsafe WalkBranch(
                result: result, state: state,
                weight: UInt128(branch.weight_high) << 64 | UInt128(branch.weight_low),
                total: UInt128(branch.total_high) << 64 | UInt128(branch.total_low))
        }
    }

    /// Makes the call once with the session's own random numbers: those of the round from its
    /// start, or from where the last call left them. `drawn` grows with the numbers used.
    public func roll(
        round: UInt64, goesOn: Bool
    ) throws(PluginFault) -> (result: WalkResult, drawn: UInt64) {
        var record = sg_fault()
        var lent = unsafe sg_bytes()
        var drawn: UInt64 = 0
        try check(
            unsafe sg_walk_roll(walk, round, goesOn, &lent, &drawn, &record), record)
        return (unsafe read(copy(lent)).result, drawn)
    }

    /// Indexes of the actions that may be taken in the state of the call.
    public func legalActions() throws(PluginFault) -> [Int] {
        var record = sg_fault()
        var legal: UInt32 = 0
        try check(unsafe sg_walk_legal(walk, &legal, &record), record)
        return (0..<32).filter { legal & (1 << UInt32($0)) != 0 }
    }

    /// What `observe` shows of the state of the call, in the byte form; empty without `observe`.
    public func view() throws(PluginFault) -> [UInt8] {
        var record = sg_fault()
        var lent = unsafe sg_bytes()
        try check(unsafe sg_walk_view(walk, &lent, &record), record)
        return unsafe copy(lent)
    }

    /// Whether `start` of the game took random numbers, so that episodes may begin differently.
    public var startDrew: Bool { unsafe sg_walk_start_drew(walk) }

    /// Whether a step walked since `begin` settled its round with another state than it began
    /// with, and the game goes on.
    public var stateChanged: Bool { unsafe sg_walk_state_changed(walk) }

    /// Shows the state of the call as a session does before a decision; whether that changed it.
    public func look() throws(PluginFault) -> Bool {
        var record = sg_fault()
        var changed = false
        try check(unsafe sg_walk_look(walk, &changed, &record), record)
        return changed
    }

    /// A sum over all data that the game's functions can reach beside its state: another one says
    /// that they keep something there. `nil` when they reach what can not be looked into, such as a
    /// coroutine.
    public func kept() -> UInt64? {
        var sum: UInt64 = 0
        return unsafe sg_walk_kept(walk, &sum) ? sum : nil
    }

    private func check(_ status: Int32, _ record: sg_fault) throws(PluginFault) {
        guard status != SG_OK else { return }
        let file = record.role == SG_ROLE_STRATEGY ? driver.strategy.file : driver.game.file
        throw PluginFault(record, file: file)
    }

    /// Reads the form at the top of CLuaBridge/walk_calls.c, which the same process wrote.
    private func read(_ bytes: [UInt8]) -> (result: WalkResult, state: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let result = try? WalkResult(&reader, call: currentCall, parts: parts) else {
            preconditionFailure("a walk gave a result that can not be read")
        }
        let state = reader.remaining > 0 ? try? reader.readBytes(countMax: 1 << 24) : nil
        return (result, state ?? [])
    }

    private var currentCall: sg_walk_kind { unsafe sg_walk_current(walk) }
}

private func lend<Result>(_ bytes: [UInt8], _ body: (sg_bytes) -> Result) -> Result {
    unsafe bytes.withUnsafeBufferPointer { lent in
        unsafe body(sg_bytes(bytes: lent.baseAddress, count: lent.count))
    }
}

extension WalkResult {
    fileprivate init(_ reader: inout ByteReader, call: sg_walk_kind, parts: Int) throws {
        let bytesMax = 1 << 24
        switch call {
        case SG_WALK_STEP:
            let isOpen = try reader.read(UInt8.self) == 1
            let payout = Int64(clamping: try reader.readVarint())
            self =
                isOpen
                ? .open(payout: payout, key: try reader.readBytes(countMax: bytesMax))
                : .settled(payout: payout)
        case SG_WALK_STAGE:
            let times = Int64(clamping: try reader.readVarint())
            let next = try reader.readBytes(countMax: bytesMax)
            var amounts: [Int64] = []
            for _ in 0..<parts { amounts.append(Int64(clamping: try reader.readVarint())) }
            self = .stage(parts: amounts, next: next, times: times)
        default:
            let index = Int(clamping: try reader.readVarint())
            let amount = Int64(clamping: try reader.readVarint())
            let data = try reader.readBytes(countMax: bytesMax)
            self = .decision(
                WalkAction(index: index, amount: amount, data: data),
                memory: try reader.readBytes(countMax: bytesMax))
        }
    }
}
