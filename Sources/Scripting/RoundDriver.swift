// Rounds between a strategy and a game: the Swift side of the driver in CLuaBridge/round.c.
internal import CLuaBridge

/// Plays rounds in two plugin states. One thread at a time; nothing here waits or allocates per
/// round.
@safe
public struct RoundDriver: ~Copyable {
    /// What the driver needs to know of the session.
    public struct Setup: Sendable {
        public var sessionID: String
        public var gameID: String
        public var currency: String
        public var seed: UInt64
        public var episode: UInt64
        /// Names of at most 40 bytes, at most 256.
        public var symbols: [String]
        /// Action types, `PlaceBet`, `Spin`, `CashOut` first; at most 32.
        public var actions: [String]
        /// Allowed amounts in minor units, ascending.
        public var stakes: [Int64]
        public var context: ContextLevel
        /// `nil`: rewards have no human-likeness score.
        public var likeness: RoundLikeness?

        public init(
            sessionID: String, gameID: String, currency: String, seed: UInt64, episode: UInt64,
            symbols: [String], actions: [String], stakes: [Int64], context: ContextLevel,
            likeness: RoundLikeness? = nil
        ) {
            self.sessionID = sessionID
            self.gameID = gameID
            self.currency = currency
            self.seed = seed
            self.episode = episode
            self.symbols = symbols
            self.actions = actions
            self.stakes = stakes
            self.context = context
            self.likeness = likeness
        }
    }

    /// How a slice ended.
    public enum End: Hashable, Sendable {
        /// As many rounds as asked for, or as much fuel.
        case slice
        /// The columns want to be sealed.
        case columnsFull
        case cashOut
        case gameOver
        case refused(limit: Limit, asked: Int64, left: Int64)
        case fault(PluginFault, inLearn: Bool)
    }

    /// Which wallet limit refused; minor units.
    public enum Limit: Hashable, Sendable {
        case maxBet
        case balance
        case fee
        case daily
    }

    let strategy: Plugin
    let game: Plugin
    let session: OpaquePointer

    /// Takes both plugins over.
    public init(
        strategy: consuming Plugin, game: consuming Plugin, setup: Setup
    ) throws(PluginFault) {
        strategy.bind(role: .strategy, seed: setup.seed, episode: setup.episode)
        game.bind(role: .game, seed: setup.seed, episode: setup.episode)
        var record = sg_fault()
        let created = unsafe setup.withBridged { bridged in
            unsafe sg_session_create(strategy.pointer, game.pointer, &bridged, &record)
        }
        guard let created = unsafe created else {
            if record.kind != 0 {
                let isStrategy = unsafe sg_plugin_loss(strategy.pointer) != SG_LIVES
                throw isStrategy
                    ? strategy.fault(record).with(role: .strategy)
                    : game.fault(record).with(role: .game)
            }
            throw PluginFault(
                kind: .memory, role: .game, file: game.file, line: nil, call: "load",
                message: "the session's names do not fit: at most 256 symbols and 32 actions")
        }
        self.strategy = strategy
        self.game = game
        unsafe self.session = created
    }

    deinit {
        unsafe sg_session_destroy(session)
    }

    /// Calls `start` of both plugins.
    public func start(
        strategyContext: PlainData, gameContext: PlainData
    ) throws(PluginFault) {
        do throws(PluginFault) {
            try game.start(context: gameContext)
        } catch {
            throw error.with(role: .game)
        }
        do throws(PluginFault) {
            try strategy.start(context: strategyContext)
        } catch {
            throw error.with(role: .strategy)
        }
    }

    /// Memory and state as bytes. Throws when a plugin keeps something that is not plain data.
    public func save() throws(PluginFault) -> (memory: [UInt8], state: [UInt8]) {
        let memory: [UInt8]
        do throws(PluginFault) {
            memory = try strategy.save(as: "memory")
        } catch {
            throw error.with(role: .strategy)
        }
        do throws(PluginFault) {
            return (memory, try game.save(as: "state"))
        } catch {
            throw error.with(role: .game)
        }
    }

    /// Puts saved memory and state back.
    public func restore(memory: [UInt8], state: [UInt8]) throws(PluginFault) {
        try strategy.restore(memory)
        try game.restore(state)
    }

    /// Restores the game's state only: before a fallback strategy starts.
    public func restoreGame(state: [UInt8]) throws(PluginFault) {
        try game.restore(state)
    }

    /// Calls `start` of the strategy only.
    public func startStrategy(context: PlainData) throws(PluginFault) {
        do throws(PluginFault) {
            try strategy.start(context: context)
        } catch {
            throw error.with(role: .strategy)
        }
    }

    /// Calls `migrate` of the strategy with its memory, which another version of it made.
    public func migrateStrategy(from version: String) throws(PluginFault) {
        do throws(PluginFault) {
            try strategy.migrate(from: version)
        } catch {
            throw error.with(role: .strategy)
        }
    }

    /// Calls `migrate` of the game with its state, which another version of it made.
    public func migrateGame(from version: String) throws(PluginFault) {
        do throws(PluginFault) {
            try game.migrate(from: version)
        } catch {
            throw error.with(role: .game)
        }
    }

    /// The money that rounds are checked against; minor units.
    public var money: RoundMoney {
        get { RoundMoney(unsafe sg_session_money(session).pointee) }
        nonmutating set { unsafe sg_session_money(session).pointee = newValue.bridged }
    }

    /// What outlives a round besides memory and state.
    public var carry: SessionCarry {
        get { SessionCarry(unsafe sg_session_carry(session).pointee) }
        nonmutating set { unsafe sg_session_carry(session).pointee = newValue.bridged }
    }

    /// Rounds settled so far, without copying the carry.
    public var roundsPlayed: Int64 { unsafe sg_session_carry(session).pointee.rounds }

    /// Plays up to `rounds` rounds or until `fuel` is used, whichever comes first.
    ///
    /// - Parameter skippingLearnIn: a round in which `learn` is not called; 0 for none.
    public func play(rounds: Int64, fuel: Int64, skippingLearnIn: Int64 = 0) -> End {
        var record = sg_fault()
        let result = unsafe sg_session_play(session, rounds, fuel, skippingLearnIn, &record)
        switch result.end {
        case SG_END_FULL: return .columnsFull
        case SG_END_CASH_OUT: return .cashOut
        case SG_END_GAME_OVER: return .gameOver
        case SG_END_REFUSED:
            return .refused(
                limit: Limit(result.limit), asked: result.asked, left: result.left)
        case SG_END_FAULT:
            let fault = record.role == SG_ROLE_GAME ? game.fault(record) : strategy.fault(record)
            return .fault(fault, inLearn: result.phase == 1)
        default: return .slice
        }
    }

    /// Whether rounds are recorded for journal and digest. Off only in the bench.
    public func setRecording(_ records: Bool) {
        unsafe sg_session_set_recording(session, records)
    }

    /// Records a round that a fault voided.
    public func voidRound() {
        unsafe sg_session_void_round(session)
    }

    /// Lends the digest bytes of the rounds since the last call.
    public func takeDigestBytes(_ body: (RawSpan) -> Void) {
        let lent = unsafe sg_session_take_digest_bytes(session)
        guard let base = unsafe lent.bytes, unsafe lent.count > 0 else { return }
        let bytes = unsafe UnsafeRawBufferPointer(start: base, count: lent.count)
        unsafe body(bytes.bytes)
    }

    /// A copy of the digest bytes of the rounds since the last call.
    public func copyDigestBytes() -> [UInt8] {
        unsafe copy(sg_session_take_digest_bytes(session))
    }

    /// The journal columns since the last reset.
    public func columns() -> RoundColumns {
        let lent = unsafe sg_session_columns(session)
        var indexes: [UInt16] = []
        if let base = unsafe lent.indexes, unsafe lent.round_count > 0 {
            indexes = unsafe Array(UnsafeBufferPointer(start: base, count: Int(lent.round_count)))
        }
        return unsafe RoundColumns(
            tuples: copy(lent.tuples), tupleCount: Int(lent.tuple_count), indexes: indexes)
    }

    /// Rounds in the columns.
    public var columnRounds: Int { Int(unsafe sg_session_columns(session).round_count) }

    /// Forgets the columns: they are sealed.
    public func resetColumns() {
        unsafe sg_session_reset_columns(session)
    }

    /// What the plugins logged since the last call: strategy first.
    public func takeLogs() -> (strategy: [String], game: [String]) {
        (strategy.takeLog(), game.takeLog())
    }

    /// Calls of both plugins that came near a budget.
    public func budgetUses() -> [BudgetUse] {
        strategy.budgetUses(role: .strategy) + game.budgetUses(role: .game)
    }

    /// Forgets the calls so far: they were counted when they were played first.
    public func forgetBudgetUses() {
        strategy.forgetBudgetUses()
        game.forgetBudgetUses()
    }

    /// Live bytes of both heaps.
    public var memoryBytes: Int64 { strategy.memoryBytes + game.memoryBytes }
}

extension RoundDriver.Limit {
    init(_ limit: sg_limit) {
        switch limit {
        case SG_LIMIT_MAX_BET: self = .maxBet
        case SG_LIMIT_FEE: self = .fee
        case SG_LIMIT_DAILY: self = .daily
        default: self = .balance
        }
    }
}

extension PluginFault {
    func with(role: Role) -> PluginFault {
        var fault = self
        fault.role = role
        return fault
    }
}
