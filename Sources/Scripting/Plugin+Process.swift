// Plugins in processes of their own: creation, and what is known of the process.
internal import CLuaBridge

extension Plugin {
    /// A sandbox in a process that is started for it.
    static func connected(
        file: String, identity: String, budget: CallBudget, launcher: any PluginLauncher
    ) throws(PluginFault) -> Plugin {
        let process = try launcher.launch(file: file, identity: identity)
        var budget = budget
        budget.wallMilliseconds = min(budget.wallMilliseconds, launcher.callMilliseconds)
        var bridged = budget.bridged
        var record = sg_fault()
        let created = unsafe sg_plugin_connect(
            &bridged, process.takeDescriptor(), launcher.requestMilliseconds, &record)
        guard let created = unsafe created else {
            let ending = process.end(after: .ended)
            var fault =
                record.kind == 0 ? noMemory(file: file) : PluginFault(record, file: file)
            if let ending { fault.message += ": \(ending)" }
            throw fault
        }
        return unsafe Plugin(
            file: file, memoryBudget: budget.memoryBytes, pointer: created, process: process)
    }

    static func noMemory(file: String) -> PluginFault {
        PluginFault(
            kind: .memory, role: nil, file: file, line: nil, call: "load",
            message: "the system has no memory for another Lua state")
    }

    /// The fault of a call. When the plugin's process was lost, it is ended and tells how.
    func fault(_ record: sg_fault) -> PluginFault {
        var fault = PluginFault(record, file: file)
        let loss: PluginLoss
        switch unsafe sg_plugin_loss(pointer) {
        case SG_TIMED_OUT: loss = .timedOut
        case SG_ENDED: loss = .ended
        case SG_UNTRUSTWORTHY: loss = .untrustworthy
        default: return fault
        }
        if let ending = process?.end(after: loss) { fault.message += ": \(ending)" }
        return fault
    }

    /// Gives each further request another time; for tests of what happens when it is over.
    func setPatience(milliseconds: Int64) {
        unsafe sg_plugin_set_patience(pointer, milliseconds)
    }

    /// What guards the plugin's process; `nil` for a plugin of this process.
    public var guards: ProcessGuards? {
        process == nil ? nil : ProcessGuards(rawValue: unsafe sg_plugin_guards(pointer))
    }

    /// Whether it lived in a process that is gone: every call fails from now on.
    public var isLost: Bool { unsafe sg_plugin_loss(pointer) != SG_LIVES }

    /// What came of an act that the process must not be able to do.
    public enum ProbeOutcome: Hashable, Sendable {
        /// The process did not survive it.
        case killed
        /// It got an error.
        case refused
        case done
    }

    /// Has the plugin's process try the forbidden act of this number, from 0; the process is
    /// usually lost. `nil` when there is no such act, or no process.
    public func probe(_ number: Int32) -> (act: String, outcome: ProbeOutcome)? {
        var name: UnsafePointer<CChar>?
        let code = unsafe sg_plugin_probe(pointer, number, &name)
        guard code >= 0, let name = unsafe name else { return nil }
        let outcomes = [ProbeOutcome.killed, .refused, .done]
        return (unsafe String(cString: name), outcomes[min(Int(code), 2)])
    }
}
