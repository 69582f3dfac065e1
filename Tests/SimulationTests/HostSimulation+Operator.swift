// Somebody who asks things of a simulated host, and what must come of it.

import Play
import SeededRandom

@testable import Host

extension HostSimulation {
    /// Pauses, stops or resumes a session, or changes the run file. The host may say no.
    mutating func ask(_ fleet: Fleet) {
        let session = generator.pick(sessions)
        guard !generator.chance(20) else { return changeRunFile(fleet, session) }
        let command = generator.pick([ControlRequest.Command.pause, .stop, .resume, .resume])
        let answer = fleet.answer(ControlRequest(command, session: session.group.name + "/1"))
        if answer.error == nil { result[.requests] += 1 }
    }

    /// A session goes from the run file, or all are in it again.
    private mutating func changeRunFile(_ fleet: Fleet, _ session: SimulatedSession) {
        // A run file without sessions is refused before it comes here.
        let left = sessions.count > 1 && generator.chance(40) ? session.group.name : nil
        // One that can not be used changes nothing.
        guard let plan = try? plan(in: fleet.means.store, without: left) else { return }
        fleet.apply(plan)
        result[.runFiles] += 1
    }

    /// A host has begun: who was paused or stopped stays so, and nobody else is. Later on everybody
    /// is to play.
    mutating func welcome(_ fleet: Fleet) {
        for member in fleet.members {
            let rests = member.state == .paused || member.state == .stopped
            if rests != atRest.contains(member.name), !wereDone.contains(member.name) {
                result.problems.append(
                    "life \(result[.lives]): \(member.name) is \(member.state), and "
                        + (rests ? "was to play" : "was at rest"))
            }
            if rests, isCalm {
                _ = fleet.answer(ControlRequest(.resume, session: member.name))
            }
        }
    }

    /// The host has ended.
    mutating func noteRest(of fleet: Fleet) {
        (atRest, wereDone) = ([], [])
        for member in fleet.members where !member.isDropped && !member.comesBack {
            switch member.state {
            case .pausing, .paused, .stopping, .stopped: atRest.insert(member.name)
            // The host may have been killed before it wrote that down.
            case .done: wereDone.insert(member.name)
            case .waiting, .starting, .playing, .resting, .failed: break
            }
        }
    }
}
