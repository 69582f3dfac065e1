// Goal: what the journal gets can be read back, forms a chain, stays small, and damage to it is an
// error and never a trap.
// Method: columns of sessions with few and many distinct rounds are read back; every bit of small
// bodies is flipped and every length cut off, compressed and plain; sizes are measured.

import Encoding
import Play
import SeededRandom
import Testing

@Suite("Chunks")
struct ChunkTests {
    @Test("chunks form a chain of rounds, digests and balances, wherever they are cut")
    func chain() throws {
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.wanderer)
        maker.perSpinFee = 2
        var random = SeededGenerator(seed: 1)
        var run = try maker.run()
        run.play(to: 70_000, slice: { 500 }, seals: { random.chance(40) })
        run.seal()
        #expect(run.chunks.count > 30)
        expectChain(run.chunks, from: maker.bankroll, fee: 2)
        #expect(run.chunks.last?.totals == run.session.totals)
        #expect(run.chunks.last?.digestAfter == run.session.digest)
        #expect(run.session.seal().isEmpty)
        #expect(Set(run.chunks.map(\.engineVersion)) == [Engine.version])
        #expect(Set(run.chunks.map(\.gameHash)) == [maker.game.source.hash])
    }

    @Test("a chunk of more than 256 distinct rounds is read back as it was played")
    func manyTuples() throws {
        let maker = try SessionMaker(
            game: InlinePlugins.coin,
            strategy: """
                return {
                    name = "counter", version = "1.0.0", api = 1, games = { "test/*" },
                    decide = function(_, seen)
                        return { type = "PlaceBet", amount = 1 + seen.round * 7 % 500 }
                    end,
                }
                """)
        let run = try maker.played(to: 3000)
        #expect(run.chunks.count == 1)
        let columns = try ChunkColumns(deflated: run.chunks[0].body)
        #expect((901...1000).contains(columns.tuples.count))
        let rounds = try RoundTuple.all(in: run.chunks)
        let stakes: [Int64] = (1...3000).map { (round: Int64) in 1 + round * 7 % 500 }
        #expect(rounds.map(\.stake) == stakes)
        expectChain(run.chunks, from: maker.bankroll)
    }

    @Test("columns that are full are sealed early, and what is played stays the same")
    func fullColumns() throws {
        // Twelve distinct bytes a round: 65,536 of them are over the half MiB that columns take.
        let game = """
            return {
                name = "test/payer", version = "1.0.0", api = 1, stakes = { "0.01" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function(_, _, rng) return { payout = rng:int(1 << 40) } end,
            }
            """
        let maker = try SessionMaker(game: game, strategy: InlinePlugins.steady(1))
        let run = try maker.played(to: 70_000)
        #expect(run.chunks.count == 3)
        #expect(run.chunks.compactMap { $0.checkpoint?.round } == [65_536])
        expectChain(run.chunks, from: maker.bankroll)
        var other = try maker.run()
        other.play(to: 70_000, slice: { 777 }, seals: { true })
        #expect(other.result == run.result)
    }

    @Test("a Double Diamond round takes less than 0.6 bytes of journal")
    func size() throws {
        var maker = try SessionMaker(
            game: try GameFiles.text("games/slots/double-diamond/game.lua"),
            strategy: try GameFiles.text("strategies/flat.lua"))
        maker.seed = 1
        let run = try maker.played(to: 4 * 65_536)
        #expect(run.chunks.map(\.roundCount) == [65_536, 65_536, 65_536, 65_536])
        let bytes = run.chunks.map(\.body.count)
        let each = Double(bytes.reduce(0, +)) / Double(4 * 65_536)
        print("journal of Double Diamond: \(bytes) bytes a chunk, \(each) a round")
        #expect(each < 0.6)
    }

    // MARK: Damage

    private func smallBodies() throws -> [[UInt8]] {
        let few = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        let many = try SessionMaker(
            game: InlinePlugins.coin,
            strategy: """
                return {
                    name = "counter", version = "1.0.0", api = 1, games = { "test/*" },
                    decide = function(_, seen) return { type = "PlaceBet", amount = seen.round } end,
                }
                """)
        return [try few.played(to: 60).chunks[0].body, try many.played(to: 280).chunks[0].body]
    }

    /// Reads hostile bytes: whatever comes out is an error or columns whose indexes are in range.
    private func isRefused(_ bytes: [UInt8]) -> Bool {
        do throws(PlayError) {
            let columns = try ChunkColumns(deflated: bytes)
            #expect(columns.indexes.allSatisfy { $0 < columns.tuples.count })
            return false
        } catch {
            #expect(error.code == .replayIncompatible)
            #expect(error.description.hasPrefix("a chunk's columns are"))
            return true
        }
    }

    // Adler-32, the check sum of zlib, is weak on short bodies: a flip that makes a repetition copy
    // from elsewhere can keep it. The digest notices such a flip when the chunk is replayed.
    @Test("a body with a bit flipped is refused but for a few flips, and never traps")
    func bitFlips() throws {
        for body in try smallBodies() {
            let sound = try ChunkColumns(deflated: body)
            var (same, different) = (0, 0)
            for bit in 0..<(body.count * 8) {
                var damaged = body
                damaged[bit / 8] ^= 1 << (bit % 8)
                if isRefused(damaged) { continue }
                // Bits after the last block mean nothing, and a repetition has many sources.
                if try ChunkColumns(deflated: damaged) == sound {
                    same += 1
                } else {
                    different += 1
                }
            }
            print("\(body.count * 8) flips: \(same) mean the same, \(different) go unnoticed")
            #expect(same + different < body.count / 2)
            #expect(different <= 3)
        }
    }

    @Test("a body that is cut off anywhere, or goes on, is refused")
    func truncation() throws {
        for body in try smallBodies() {
            for count in 0..<body.count { #expect(isRefused(Array(body.prefix(count)))) }
            #expect(isRefused(body + [0]))
            #expect(isRefused([]))
        }
    }

    @Test("damage that the compression does not notice never traps")
    func insideCompression() throws {
        for body in try smallBodies() {
            let plain = try Deflate.decompress(body, bytesMax: 1 << 20)
            for bit in 0..<(plain.count * 8) {
                var damaged = plain
                damaged[bit / 8] ^= 1 << (bit % 8)
                _ = isRefused(try Deflate.compress(damaged))
            }
            for count in 0..<plain.count {
                #expect(isRefused(try Deflate.compress(Array(plain.prefix(count)))))
            }
            #expect(isRefused(try Deflate.compress(plain + [0])))
        }
        var random = SeededGenerator(seed: 99)
        for _ in 0..<10_000 {
            let count = Int.random(in: 0...40, using: &random)
            var bytes: [UInt8] = random.chance(70) ? [1] : []
            for _ in 0..<count {
                bytes.append(
                    random.pick([0, 1, 2, 0x7f, 0x80, 0xff, .random(in: 0...255, using: &random)]))
            }
            _ = isRefused(try Deflate.compress(bytes))
        }
    }

    @Test("a body that says it holds more than it can is refused before memory is taken")
    func lies() throws {
        func body(_ build: (inout ByteWriter) -> Void) throws -> [UInt8] {
            var writer = ByteWriter()
            build(&writer)
            return try Deflate.compress(writer.bytes)
        }
        #expect(
            isRefused(
                try body {
                    $0.write(UInt8(1))
                    $0.writeVarint(.max)
                    $0.writeVarint(.max)
                    $0.writeVarint(.max)
                }))
        #expect(isRefused(try body { $0.write(UInt8(2)) }))
        // Five MiB of zeros: more than a chunk ever has.
        #expect(isRefused(try Deflate.compress([UInt8](repeating: 0, count: 5 << 20))))
        // An index past the tuples.
        #expect(
            isRefused(
                try body {
                    $0.write(UInt8(1))
                    $0.writeVarint(1)
                    $0.writeVarint(1)
                    $0.writeBytes([3, 0, 0, 0])
                    $0.write(UInt8(1))
                }))
    }
}
