// Goal: the machine is the contract's table and nothing else.
// Method: every pair of state and input against the five rows of the reference contract, section 5,
// written out here once more; and the transitions that a real session takes.

import Play
import Testing

@Suite("Session state machine")
struct SessionStateMachineTests {
    /// The rows of the table; a spin result leads to Playing or to Evaluating, so it is two inputs.
    private static let table: [SessionState: [SessionInput: SessionState]] = [
        .idle: [.start: .initialized],
        .initialized: [.probe: .probing],
        .probing: [.probeComplete: .playing],
        .playing: [.spinResult: .playing, .lastSpinResult: .evaluating],
        .evaluating: [.evaluateDone: .completed],
    ]

    @Test(
        "each input leads where the contract's table says, and no other input is taken",
        arguments: SessionState.allCases, SessionInput.allCases)
    func everyPair(state: SessionState, input: SessionInput) throws {
        if let expected = SessionStateMachineTests.table[state]?[input] {
            #expect(try SessionStateMachine.next(state, input) == expected)
            return
        }
        let error = #expect(throws: SessionTransitionError.self) {
            try SessionStateMachine.next(state, input)
        }
        #expect(error?.code == "INVALID_TRANSITION")
        #expect(error?.currentState == state)
        #expect(error?.attemptedAction == input)
        #expect(error?.description.contains(state.rawValue) == true)
        #expect(error?.description.contains(input.rawValue) == true)
    }

    @Test("states are named as in the contract")
    func names() {
        #expect(
            SessionState.allCases.map(\.rawValue) == [
                "Idle", "Initialized", "Probing", "Playing", "Evaluating", "Completed",
            ])
    }

    @Test("a session walks from idle to completed and tells each transition once")
    func walk() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        var run = try maker.run()
        #expect(run.session.state == .playing)
        #expect(
            run.session.takeTransitions().map { [$0.from, $0.to] } == [
                [.idle, .initialized], [.initialized, .probing], [.probing, .playing],
            ])
        run.play(to: 10)
        #expect(run.session.takeTransitions() == [])
        run.session.finish()
        let last = run.session.takeTransitions()
        #expect(
            last.map { [$0.from, $0.to] } == [[.playing, .evaluating], [.evaluating, .completed]])
        #expect(last.map(\.rounds) == [10, 10])
        run.session.finish()
        #expect(run.session.takeTransitions() == [])
        #expect(run.session.state == .completed)
    }

    @Test("a completed session plays no more")
    func completed() throws {
        let maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        var run = try maker.played(to: 10)
        run.session.finish()
        run.play(to: 20)
        #expect(run.end?.reason == .interrupted)
        #expect(run.session.rounds == 10)
    }
}
