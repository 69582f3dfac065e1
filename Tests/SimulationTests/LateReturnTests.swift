// Goal: what a session held of its wallet goes back also where the disk is full at first, while the host
// runs on; where the disk fails, the host does not run on with a store that nothing is written to.
// Method: a simulated host whose session is stopped before it begins; one write of the disk fails.

import Accounts
import CFaultDisk
import SimulatedDisk
import Testing

@testable import Host
@testable import Storage

@Suite struct LateReturnTests {
    @Test(
        "a part of a wallet that did not go back goes back a second later, or ends the host",
        arguments: [FAULT_FULL, FAULT_ERROR])
    func later(effect: fault_effect) throws {
        let disk = try FaultDisk(seed: 1)
        let clock = VirtualClock(seed: 2)
        let store = try JournalStore(
            directory: disk.folder.store, mode: .readWrite, engine: "test",
            settings: disk.settings())
        defer { store.close() }
        let wallet = SimulatedWallet(
            fee: 0, limit: 1_000_000, balance: SimulatedWallet.bankroll)
        try wallet.create(in: store, day: clock.clock.day)
        let session = try SimulatedSession(
            .doubling, seed: 1, rounds: 1000, number: 1, wallet: wallet)
        let editor = try SimulatedEditor(
            folder: disk.folder.path + "/plugins", [session], seed: 3, percent: 0)
        var file = RunFile(file: "run.yaml")
        file.groups = [session.group]
        let plan = try FleetPlan(file, store: store) { _ in editor.catalogue }
        var host = try SimulatedHost(
            store, plan, clock: clock, placeRounds: nil, editor: editor, seed: 4)
        defer { host.dispose() }
        func held() throws -> Int64 { try store.wallet(SimulatedWallet.name).wallet.held }
        let member = host.fleet.members[0]
        #expect(member.state == .starting)
        #expect(try held() == SimulatedWallet.bankroll)

        disk.fail(FAULT_WRITE, effect, nth: 1)
        #expect(host.fleet.answer(ControlRequest(.stop, session: member.name)).error == nil)
        for _ in 0..<50 where member.state != .stopped { host.step() }
        #expect(member.state == .stopped && disk.failures == 1)
        #expect(try held() == SimulatedWallet.bankroll)
        #expect(host.hasFailed == (effect == FAULT_ERROR))
        guard effect == FAULT_FULL else {
            #expect(host.isOver)
            return
        }
        clock.advance(milliseconds: 1000)
        host.step()
        #expect(try held() == 0)
        #expect(
            try wallet.problems(in: store, of: [session], isAtRest: true) == [])
    }
}
