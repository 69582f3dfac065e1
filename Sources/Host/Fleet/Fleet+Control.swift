// What people ask of a running fleet.
internal import Play
private import Scripting

extension Fleet {
    /// Carries a request out and says what became of it.
    func answer(_ request: ControlRequest) -> ControlAnswer {
        do throws(PlayError) {
            guard let command = ControlRequest.Command(rawValue: request.command) else {
                let known = ControlRequest.Command.allCases.map(\.rawValue)
                let near = Spelling.nearest(to: request.command, in: known)
                throw PlayError(
                    .invalidInput,
                    "there is no command \"\(request.command)\"; "
                        + (near.map { "did you mean \($0)?" }
                            ?? "there are " + known.joined(separator: ", ")))
            }
            switch command {
            case .status:
                return ControlAnswer(status: status(all: request.all ?? false, isTick: false))
            case .stop where request.session == nil:
                drain("asked to")
                return ControlAnswer(message: "stopping all \(members.count) sessions")
            case .reload:
                try requireKnown(plugin: request.plugin)
                means.watch?.look(at: request.plugin)
                return ControlAnswer(
                    message: "looking at \(request.plugin ?? "all plugin files") again: what comes "
                        + "of it is in the log of `up`, and in `stratagem sessions SESSION`")
            case .fund: return try fund(request)
            case .keep: return try keep(request)
            case .stop, .pause, .resume:
                let member = try member(request.session ?? "", command)
                try ask(member, command)
                remember()
                return ControlAnswer(message: "\(member.name) is \(member.state.rawValue)")
            }
        } catch {
            return ControlAnswer(error)
        }
    }

    /// Throws `NOT_FOUND` with the nearest name when no session plays the plugin.
    private func requireKnown(plugin: String?) throws(PlayError) {
        guard let plugin else { return }
        let known = plan.items.flatMap { item in
            let blueprint = item.blueprint
            return [
                blueprint.game.manifest.name, blueprint.game.source.file,
                blueprint.strategy.manifest.name, blueprint.strategy.source.file,
            ]
        }
        guard !known.contains(plugin) else { return }
        let near = Spelling.nearest(to: plugin, in: known)
        throw PlayError(
            .notFound,
            "no session plays \"\(plugin)\"" + (near.map { "; did you mean \($0)?" } ?? ""))
    }

    private func ask(
        _ member: FleetMember, _ command: ControlRequest.Command
    ) throws(PlayError) {
        guard !isEnding else {
            throw PlayError(.stateError, "the host is stopping: nothing can be asked of it now")
        }
        let before = member.state
        switch command {
        case .stop where before != .stopping && before != .stopped:
            try require(move(member, .stop, why: "on request"), member, "stopped")
        case .pause where before != .pausing && before != .paused:
            try require(move(member, .pause, why: "on request"), member, "paused")
        case .resume where before != .playing && before != .waiting && before != .starting:
            guard before.next(.resume) != nil else {
                try require(false, member, "resumed")
                return
            }
            member.restartsInRow = 0
            enqueue(member, .resume)
            admit()
        case .stop, .pause, .resume, .status, .reload, .fund, .keep: break
        }
        member.dueAt = member.state == .resting ? member.dueAt : nil
        if member.state == .pausing || member.state == .stopping {
            member.stop?.set()
            means.workers.wakeSleepers()
        }
    }

    private func require(
        _ isSo: Bool, _ member: FleetMember, _ what: String
    ) throws(PlayError) {
        guard !isSo else { return }
        let why = member.detail.isEmpty ? "" : " (\(member.detail))"
        throw PlayError(
            .stateError, "\(member.name) is \(member.state.rawValue)\(why) and can not be \(what)")
    }

    /// The member that a person means: "calm/3", "calm" where it has one session only, an id or
    /// the beginning of one.
    func member(
        _ name: String, _ command: ControlRequest.Command
    ) throws(PlayError) -> FleetMember {
        if let found = byName[name] { return found }
        let present = members.filter { !$0.isDropped }
        let inGroup = present.filter { $0.item.identity.group == name }
        if inGroup.count == 1 { return inGroup[0] }
        guard inGroup.isEmpty else {
            throw PlayError(
                .invalidInput,
                "\(name) has \(inGroup.count) sessions: say which one, such as \(name)/1")
        }
        let typed = name.lowercased()
        let matches = typed.count < 4 ? [] : present.filter { $0.item.identity.id.hasPrefix(typed) }
        if matches.count == 1 { return matches[0] }
        guard matches.isEmpty else {
            throw PlayError(
                .invalidInput,
                "\(name) is the beginning of \(matches.count) ids, such as those of "
                    + matches.prefix(3).map(\.name).joined(separator: ", ") + ": give more of it")
        }
        let groups = plan.file.groups.map(\.name)
        let near = Spelling.nearest(to: String(name.prefix { $0 != "/" }), in: groups)
        throw PlayError(
            .notFound,
            "no session \"\(name)\" runs here; "
                + (near.map { "did you mean \($0)/1?" }
                    ?? "there are " + groups.prefix(10).map { "\($0)/1" }.joined(separator: ", ")))
    }

    /// Takes a new run file: new sessions begin, those that are gone stop, and others go on; their
    /// new stop conditions hold from their next start.
    func apply(_ new: FleetPlan) {
        guard !isEnding else { return }
        plan = new
        rates = []
        let wanted = Dictionary(uniqueKeysWithValues: new.items.map { ($0.identity.name, $0) })
        var dropped = 0
        for member in members where wanted[member.name] == nil && !member.isDropped {
            member.isDropped = true
            member.comesBack = false
            dropped += 1
            move(member, .stop, why: "no longer in \(new.file.file)")
            member.stop?.set()
        }
        if dropped > 0 { means.workers.wakeSleepers() }
        var added = 0
        for item in new.items {
            if let member = byName[item.identity.name] {
                let wasDropped = member.isDropped
                member.isDropped = false
                // It may have begun since the store was looked at.
                let isStored = member.item.isStored || item.isStored
                member.item = item
                member.item.isStored = isStored
                member.group = new.group(of: item)
                guard wasDropped else { continue }
                member.comesBack = member.state == .stopping
                if member.state.next(.resume) != nil { enqueue(member, .resume) }
            } else {
                let member = FleetMember(item, new.group(of: item))
                members.append(member)
                byName[member.name] = member
                wait(member)
                added += 1
            }
        }
        log(
            FleetEvent(
                .info, "\(new.file.file) was read again",
                ["added": "\(added)", "dropped": "\(dropped)"]))
        isMemoryStale = true
        remember()
        admit()
    }
}
