// Goal: the host believes nothing that a plugin's process says: whatever comes over the socket ends
// in a fault of the plugin or in a round that keeps every rule.
// Method: between the host and a sound process sits a thread that changes what the process answers:
// bits flipped, frames cut, repeated, swapped for others, endless. Rounds are played through it with
// many seeds; the sums of money are checked after each. Then programs that are no plugin's process.

import SeededRandom
import EventLoop
import Foundation
import Glibc
import Host
import Scripting
import Synchronization
import Testing

/// A launcher whose processes answer through a thread that changes some of their frames.
private final class HostileLauncher: PluginLauncher {
    let callMilliseconds: Int64 = 100
    let requestMilliseconds: Int64 = 150
    private let warden: PluginWarden
    private let seed: UInt64
    private let threads = DispatchGroup()

    init(_ warden: PluginWarden, seed: UInt64) {
        self.warden = warden
        self.seed = seed
    }

    func launch(file: String, identity: String) throws(PluginFault) -> any PluginProcess {
        let process = try warden.launch(file: file, identity: identity + "\(seed)")
        do throws(LoopError) {
            var pair = try SocketPair()
            let (host, sound) = (dup(pair.theirs), process.takeDescriptor())
            let ours = pair.takeOurs()
            start { HostileLauncher.copy(from: host, to: sound) }
            start { [seed] in HostileLauncher.change(from: sound, to: host, seed: seed) }
            return Between(process, descriptor: ours)
        } catch {
            throw PluginFault(
                kind: .process, role: nil, file: file, line: nil, call: "", message: "\(error)")
        }
    }

    private func start(_ body: @escaping @Sendable () -> Void) {
        threads.enter()
        Thread { [threads] in
            body()
            threads.leave()
        }.start()
    }

    func wait() { threads.wait() }

    private final class Between: PluginProcess {
        private let process: any PluginProcess
        private let descriptor: CInt
        init(_ process: any PluginProcess, descriptor: CInt) {
            self.process = process
            self.descriptor = descriptor
        }
        func takeDescriptor() -> Int32 { descriptor }
        func end(after loss: PluginLoss?) -> String? { process.end(after: loss) }
    }

    private static func read(_ descriptor: CInt) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe bytes.withUnsafeMutableBytes { room in
            unsafe recv(descriptor, room.baseAddress, room.count, 0)
        }
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    private static func write(_ descriptor: CInt, _ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { lent in
            unsafe send(descriptor, lent.baseAddress, lent.count, CInt(MSG_NOSIGNAL))
        } == bytes.count
    }

    private static func copy(from: CInt, to: CInt) {
        while let bytes = read(from), write(to, bytes) {}
        shutdown(to, CInt(SHUT_RDWR))
    }

    /// Frames of a few hundred bytes come in one piece on a socket of this machine.
    private static func change(from: CInt, to: CInt, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var before: [UInt8] = []
        var isFirst = true
        while var bytes = read(from) {
            let sound = bytes
            if !isFirst, Int.random(in: 0..<40, using: &random) == 0 {
                switch Int.random(in: 0..<7, using: &random) {
                case 0: bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << 6
                case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
                case 2: bytes = before
                case 3: bytes += bytes
                case 4: bytes = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
                case 5:
                    // Any field that is a number, past head and fuel: as large as can be.
                    let at = min(bytes.count - 1, Int.random(in: 8..<80, using: &random))
                    for index in at..<min(bytes.count, at + 8) { bytes[index] = 0xff }
                default: bytes[4] = UInt8.random(in: 0...30, using: &random)
                }
            }
            (before, isFirst) = (sound, false)
            guard bytes.isEmpty || write(to, bytes) else { break }
        }
        shutdown(to, CInt(SHUT_RDWR))
        close(from)
        close(to)
    }
}

@Suite("Processes that are not to be trusted", .serialized)
struct HostileProcessTests {
    private static let game = """
        return {
            name = "test/coin", version = "1.0.0", api = 1, stakes = { "1.00", "2.00" },
            symbols = { "tail", "head" },
            actions = { "PlaceBet", "Spin", "CashOut", "Wave" },
            observe = function(state) return { tosses = state.tosses or 0 } end,
            step = function(state, action, rng)
                state.tosses = (state.tosses or 0) + 1
                local side = rng:int(2)
                return {
                    payout = (side - 1) * 2 * (action.amount or 0), open = action.type == "Wave",
                    symbols = { side == 2 and "head" or "tail" }, info = { n = state.tosses },
                }
            end,
        }
        """

    private static let strategy = """
        return {
            name = "waver", version = "1.0.0", api = 1, games = { "test/*" },
            decide = function(memory, seen, rng)
                memory.calls = (memory.calls or 0) + 1
                if seen.view.tosses % 3 == 1 then return { type = "Wave", how = { memory.calls } } end
                return { type = "PlaceBet", amount = seen.stakes[rng:int(2)] }
            end,
            learn = function(memory, seen, reward) memory.reward = reward end,
        }
        """

    private static func play(_ tier: PluginTier, strategyIsHostile: Bool) throws -> String {
        let driver = try RoundDriver(
            strategy: try Plugin.load(
                text: Array(strategy.utf8), file: "s.lua",
                tier: strategyIsHostile ? tier : .inProcess),
            game: try Plugin.load(
                text: Array(game.utf8), file: "g.lua",
                tier: strategyIsHostile ? .inProcess : tier),
            setup: RoundDriver.Setup(
                sessionID: "s", gameID: "test/coin", currency: "AUD", seed: 1, episode: 0,
                symbols: ["tail", "head"], actions: ["PlaceBet", "Spin", "CashOut", "Wave"],
                stakes: [100, 200], context: .summary))
        try driver.start(strategyContext: .list([]), gameContext: .list([]))
        driver.money = RoundMoney(
            balance: 1_000_000, maxBet: 1000, dayLeft: nil, perSpinFee: 0, perQueryFee: 0)
        for _ in 0..<60 {
            let before = driver.money.balance
            let end = driver.play(rounds: 1, fuel: .max / 2)
            let carry = driver.carry
            #expect(driver.money.balance == 1_000_000 - carry.staked + carry.paid)
            #expect(before - driver.money.balance <= 1000)
            #expect(carry.paid >= 0 && carry.staked >= 0)
            if case .fault(let fault, _) = end { return fault.kind.rawValue }
            if end != .slice { return "\(end)".prefix { $0 != "(" }.description }
        }
        _ = try driver.save()
        return "played"
    }

    @Test("changed answers end in faults or in rounds by the rules", arguments: [true, false])
    func changedAnswers(strategyIsHostile: Bool) throws {
        let warden = try IsolatedCorpusTests.warden()
        defer { #expect(warden.shutdown().isEmpty) }
        var outcomes: [String: Int] = [:]
        for seed in UInt64(0)..<40 {
            let launcher = HostileLauncher(warden, seed: seed)
            do {
                let outcome = try Self.play(
                    .process(launcher), strategyIsHostile: strategyIsHostile)
                outcomes[outcome, default: 0] += 1
            } catch let fault as PluginFault {
                outcomes["at the start: " + fault.kind.rawValue, default: 0] += 1
            }
            launcher.wait()
        }
        print("answers changed on their way:", outcomes.sorted { $0.key < $1.key })
        #expect(outcomes["process_lost", default: 0] > 5)
        #expect(outcomes.count > 2)
    }

    @Test("a program that is no plugin's process is a fault that says so")
    func otherPrograms() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bodies = [
            ("exit 3", "exited with status 3"),
            ("printf 'something that is not a frame' >&3", "answered what no plugin's process"),
            ("head -c 100 /dev/zero >&3", "answered what no plugin's process"),
            // A hello of another version.
            (
                "printf '\\014\\0\\0\\0\\001\\0\\0\\0c' >&3; head -c 11 /dev/zero >&3",
                "another build"
            ),
            ("kill -SEGV $$", "signal 11"),
        ]
        for (index, (body, message)) in bodies.enumerated() {
            let program = folder + "/fake-\(index)"
            try "#!/bin/sh\n\(body)\n".write(toFile: program, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: program)
            let warden = PluginWarden(program: program)
            let fault = #expect(throws: PluginFault.self) {
                _ = try Plugin.load(
                    text: Array("return {}".utf8), file: "a.lua", tier: .process(warden))
            }
            #expect(fault?.kind == .process)
            #expect(fault?.message.contains(message) == true, "\(body): \(fault?.message ?? "")")
            #expect(warden.shutdown().isEmpty)
        }
        let warden = PluginWarden(program: folder + "/missing")
        let fault = #expect(throws: PluginFault.self) {
            _ = try Plugin.load(
                text: Array("return {}".utf8), file: "a.lua", tier: .process(warden))
        }
        #expect(fault?.message.contains("which is not at \(folder)/missing") == true)
        #expect(fault?.message.contains("swift build --product stratagem-plugin") == true)
        #expect(warden.shutdown().isEmpty)
    }
}
