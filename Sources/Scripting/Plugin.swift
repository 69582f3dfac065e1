// One plugin: a sandboxed Lua state that holds a loaded text.
internal import CLuaBridge
internal import Encoding

/// A loaded plugin. One thread at a time may use it; the state is closed with its owner.
@safe
public struct Plugin: ~Copyable {
    /// The file as faults name it.
    public let file: String
    /// Bytes that its heap may have.
    let memoryBudget: Int64
    let pointer: OpaquePointer
    /// The process that it lives in; `nil`: this one.
    let process: (any PluginProcess)?

    init(
        file: String, memoryBudget: Int64, pointer: OpaquePointer, process: (any PluginProcess)?
    ) {
        self.file = file
        self.memoryBudget = memoryBudget
        unsafe self.pointer = pointer
        self.process = process
    }

    /// Compiles the text with fuel charges and runs its main chunk under the budget.
    ///
    /// - Parameters:
    ///   - text: the plugin's file, at most 64 KiB; text only, never bytecode.
    ///   - file: how faults name it.
    ///   - tier: where it lives.
    /// - Throws: the fault that stopped it.
    public static func load(
        text: [UInt8], file: String, budget: CallBudget = .standard, tier: PluginTier = .inProcess
    ) throws(PluginFault) -> Plugin {
        let plugin = try sandbox(
            file: file, budget: budget, tier: tier, identity: { SHA256Digest(of: text).hex })
        try plugin.call { record in
            unsafe text.withUnsafeBytes { bytes in
                unsafe sg_plugin_load(
                    plugin.pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    bytes.count, file, &record)
            }
        }
        return plugin
    }

    /// An empty sandbox, for `evaluate` and `injected`.
    public static func sandbox(
        file: String, budget: CallBudget = .standard, tier: PluginTier = .inProcess
    ) throws(PluginFault) -> Plugin {
        try sandbox(file: file, budget: budget, tier: tier, identity: { file })
    }

    private static func sandbox(
        file: String, budget: CallBudget, tier: PluginTier, identity: () -> String
    ) throws(PluginFault) -> Plugin {
        if case .process(let launcher) = tier {
            return try connected(
                file: file, identity: identity(), budget: budget, launcher: launcher)
        }
        sg_watchdog_start()
        var bridged = budget.bridged
        guard let created = unsafe sg_plugin_create(&bridged) else {
            throw noMemory(file: file)
        }
        return unsafe Plugin(
            file: file, memoryBudget: budget.memoryBytes, pointer: created, process: nil)
    }

    deinit {
        unsafe sg_plugin_destroy(pointer)
        _ = process?.end(after: nil)
    }

    /// The returned table as plain data, functions marked.
    public func manifest() throws(PluginFault) -> PlainData {
        let encoded = try unsafe lent { out, record in
            unsafe sg_plugin_manifest(pointer, &out, &record)
        }
        return PlainData(encoded: encoded) ?? .none
    }

    /// Binds the functions of a round and keys the random stream.
    func bind(role: PluginFault.Role, seed: UInt64, episode: UInt64) {
        let code = role == .strategy ? SG_ROLE_STRATEGY : SG_ROLE_GAME
        unsafe sg_plugin_bind(pointer, code)
        unsafe sg_plugin_seed(pointer, seed, episode, UInt64(code))
    }

    /// Calls `start(ctx, rng)`; what it returns becomes memory or state.
    func start(context: PlainData) throws(PluginFault) {
        let encoded = context.encoded
        try call { record in
            unsafe encoded.withUnsafeBufferPointer { bytes in
                unsafe sg_plugin_start(pointer, bytes.baseAddress, bytes.count, &record)
            }
        }
    }

    /// Memory or state in its byte form. `name` is how faults call it.
    func save(as name: String) throws(PluginFault) -> [UInt8] {
        try unsafe lent { out, record in
            unsafe sg_plugin_save(pointer, name, &out, &record)
        }
    }

    /// Puts saved memory or state back.
    func restore(_ bytes: [UInt8]) throws(PluginFault) {
        try call { record in
            unsafe bytes.withUnsafeBufferPointer { lent in
                unsafe sg_plugin_restore(pointer, lent.baseAddress, lent.count, &record)
            }
        }
    }

    /// Calls `migrate(data, from_version)` when the plugin has it; what it returns becomes memory
    /// or state.
    func migrate(from version: String) throws(PluginFault) {
        try call { record in unsafe sg_plugin_migrate(pointer, version, &record) }
    }

    /// Lines that the plugin logged since the last call, control characters made visible.
    public func takeLog() -> [String] {
        let bytes = unsafe copy(sg_plugin_take_log(pointer))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .map { String($0).printable }
    }

    /// Live bytes of the plugin's heap.
    public var memoryBytes: Int64 { unsafe sg_plugin_memory(pointer) }

    /// Runs a text in the plugin's sandbox under a fuel budget and gives its results as text,
    /// separated by tabs: what the attack corpus and the differential tests run.
    public func evaluate(
        _ text: String, file: String, fuel: Int64
    ) throws(PluginFault) -> (results: String, fuel: Int64) {
        let bytes = Array(text.utf8)
        let results = try unsafe lent { out, record in
            unsafe bytes.withUnsafeBytes { lent in
                unsafe sg_plugin_evaluate(
                    pointer, lent.baseAddress?.assumingMemoryBound(to: CChar.self), lent.count,
                    file, fuel, &out, &record)
            }
        }
        return (String(decoding: results, as: UTF8.self), unsafe sg_plugin_last_fuel(pointer))
    }

    /// The text with its fuel charges, as it is compiled.
    public func injected(_ text: String) throws(PluginFault) -> String {
        let bytes = Array(text.utf8)
        let injected = try unsafe lent { out, record in
            unsafe bytes.withUnsafeBytes { lent in
                unsafe sg_plugin_injected(
                    pointer, lent.baseAddress?.assumingMemoryBound(to: CChar.self), lent.count,
                    &out, &record)
            }
        }
        return String(decoding: injected, as: UTF8.self)
    }

    private func call(_ body: (inout sg_fault) -> Int32) throws(PluginFault) {
        var record = sg_fault()
        guard body(&record) == SG_OK else { throw fault(record) }
    }

    private func lent(
        _ body: (inout sg_bytes, inout sg_fault) -> Int32
    ) throws(PluginFault) -> [UInt8] {
        var out = unsafe sg_bytes()
        var record = sg_fault()
        guard unsafe body(&out, &record) == SG_OK else { throw fault(record) }
        return unsafe copy(out)
    }
}

/// The lent bytes, copied before their owner's next call.
func copy(_ lent: sg_bytes) -> [UInt8] {
    guard let base = unsafe lent.bytes else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: base, count: lent.count))
}
