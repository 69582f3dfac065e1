// Goal: a session of a fleet moves as the picture at the top of FleetStateMachine.swift says, and is
// started again after waits that its policy allows.
// Method: every state with every input; waits of many seeds.
import Play
import Testing

@testable import Host

@Suite struct FleetStateTests {
    @Test("every move that is not in the table is refused")
    func table() {
        let moves: [FleetState: [FleetInput: FleetState]] = [
            .waiting: [.start: .starting, .pause: .paused, .stop: .stopped],
            .starting: [
                .begun: .playing, .finished: .done, .failed: .failed, .restLater: .resting,
                .interrupted: .waiting, .pause: .pausing, .stop: .stopping,
            ],
            .playing: [
                .finished: .done, .failed: .failed, .restLater: .resting, .interrupted: .waiting,
                .pause: .pausing, .stop: .stopping,
            ],
            .pausing: [
                .begun: .pausing, .finished: .done, .failed: .failed, .interrupted: .paused,
                .restLater: .paused, .stop: .stopping,
            ],
            .paused: [.resume: .waiting, .stop: .stopped],
            .resting: [.due: .waiting, .pause: .paused, .stop: .stopped, .resume: .waiting],
            .stopping: [
                .begun: .stopping, .finished: .done, .failed: .failed, .interrupted: .stopped,
                .restLater: .stopped,
            ],
            .stopped: [.resume: .waiting],
            .done: [:],
            .failed: [.resume: .waiting, .stop: .stopped],
        ]
        for state in FleetState.allCases {
            for input in FleetInput.allCases {
                #expect(state.next(input) == moves[state]?[input], "\(state) \(input)")
            }
        }
    }

    @Test("no state that is not at rest is a dead end, and what is on a worker can be let go")
    func noDeadEnds() {
        for state in FleetState.allCases where !state.isAtRest {
            #expect(FleetInput.allCases.contains { state.next($0) != nil })
        }
        for state in FleetState.allCases where state.isOnWorker {
            for input in [FleetInput.finished, .interrupted, .failed, .restLater] {
                #expect(state.next(input)?.isOnWorker == false, "\(state) \(input)")
            }
        }
    }

    @Test("waits double up to the most, differ by a fifth at most, and are the same again")
    func waits() {
        let policy = RestartPolicy(kind: .onFault, waitMin: 2, waitMax: 60, restartsMax: 10)
        var all: Set<Double> = []
        for seed in UInt64(0)..<200 {
            for (restart, plain) in [(1, 2.0), (2, 4), (3, 8), (5, 32), (6, 60), (1000, 60)] {
                let seconds = policy.seconds(beforeRestart: restart, seed: seed)
                #expect(seconds >= 0.8 * plain && seconds <= 1.2 * plain)
                #expect(seconds == policy.seconds(beforeRestart: restart, seed: seed))
                if restart == 1 { all.insert(seconds) }
            }
        }
        #expect(all.count > 190, "sessions that fail together come back together")
    }

    @Test("only what a restart may cure is started again")
    func covered() {
        for reason in SessionEnd.Reason.allCases {
            #expect(!RestartPolicy(kind: .never).covers(reason))
            #expect(RestartPolicy(kind: .onFault).covers(reason) == (reason == .fault))
            #expect(
                RestartPolicy(kind: .always).covers(reason)
                    == (reason == .fault || reason == .limit))
        }
    }
}
