// Goal: what was compressed comes back exactly; what is damaged is refused and never traps.
// Method: streams made by Python's zlib of every block kind, round trips of random content, and
// every truncation and bit flip of small streams.

import Encoding
import SeededRandom
import Testing

@Suite("Deflate")
struct DeflateTests {
    /// Python 3.11 with zlib 1.2.13: `zlib.compress(content, level).hex()`, and the last one
    /// `compressobj(1, DEFLATED, 9)` over column(200), a full flush, and column(100).
    static let streams: [(hex: String, content: [UInt8])] = [
        ("7801030000000001", []),
        ("78014b040000620062", [UInt8(ascii: "a")]),
        // Level 0: a stored block.
        ("7801011400ebff00070e151c232a31383f464d545b626970777e8524720533", pattern(20)),
        // Levels 1 and 9: dynamic and fixed Huffman codes.
        (
            "7801858e010a00200803a7fdffcfad69ac204822eddc464820f0296a785891d6d634da1a5e2c247c3099"
                + "5b5a4d7a5ef65d6bf21d7d73bdd2bf5e2a6594dc719e1e018d02131b730031", column(256)
        ),
        (
            "78da636062606064200098c008081899106a212c66180f21c10c13664435180b8f11b7e58c70a3b13908"
                + "e16a669859cc689610f415580d001b730031", column(256)
        ),
        // A window of 512 bytes, and more than one block.
        (
            "1819848e490e002008030bfeffcfd682a99c24c66598129140e05374b8589176ebb63a1a6e1c24fc3085"
                + "5bad433e37e7469bfc8e9e5caff4af8fc5191b0000ffff6360626060642000806a8008081899106a"
                + "212c66a85646840448082c0c13030026030044", column(200) + column(100)
        ),
    ]

    @Test("streams made by Python are restored", arguments: streams.indices)
    func fromPython(index: Int) throws {
        let (hex, content) = DeflateTests.streams[index]
        #expect(try Deflate.decompress(bytes(hex: hex), bytesMax: content.count) == content)
        #expect(try Deflate.decompress(bytes(hex: hex), bytesMax: 1 << 30) == content)
    }

    @Test("content of any kind, size and level comes back as it was")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 21)
        let sizes = [0, 1, 2, 255, 4_096, 65_535, 65_536, 65_537, 200_000]
        for size in sizes {
            let noise = (0..<size).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            for content in [noise, column(size), [UInt8](repeating: 7, count: size)] {
                for level in [0, 1, 9] where level != 9 || size < 70_000 {
                    let compressed = try Deflate.compress(content, level: level)
                    let back = try Deflate.decompress(compressed, bytesMax: size)
                    guard back == content else {
                        Issue.record("\(size) bytes at level \(level) came back as \(back.count)")
                        return
                    }
                }
            }
        }
    }

    @Test("a slot's column of 65,536 rounds takes at most 0.2 bytes a round at the default level")
    func slotColumn() throws {
        #expect(try Deflate.compress(column(65_536)).count < 65_536 / 5)
    }

    @Test("content over the declared maximum is refused, by one byte as by a thousandfold")
    func maximum() throws {
        let bomb = try Deflate.compress([UInt8](repeating: 0, count: 1 << 22), level: 9)
        #expect(bomb.count < 5_000)
        for bytesMax in [0, 1, 65_535, 65_536, (1 << 22) - 1] {
            let error = #expect(throws: EncodingError.self) {
                try Deflate.decompress(bomb, bytesMax: bytesMax)
            }
            #expect(error?.code == .tooLong)
        }
        #expect(try Deflate.decompress(bomb, bytesMax: 1 << 22).count == 1 << 22)
    }

    @Test("a stream that ends early is refused at every length")
    func truncated() throws {
        for (hex, content) in DeflateTests.streams {
            let whole = bytes(hex: hex)
            for count in 0..<whole.count {
                let error = #expect(throws: EncodingError.self) {
                    try Deflate.decompress(Array(whole.prefix(count)), bytesMax: content.count)
                }
                #expect(error?.code == .truncated)
                #expect(error?.offset == count)
            }
        }
    }

    @Test("bytes after the stream are refused, with their offset")
    func trailing() throws {
        for (hex, content) in DeflateTests.streams {
            let whole = bytes(hex: hex)
            for extra in [[0], [0x78, 0x01], whole] as [[UInt8]] {
                let error = #expect(throws: EncodingError.self) {
                    try Deflate.decompress(whole + extra, bytesMax: content.count)
                }
                #expect(error?.code == .trailingBytes)
                #expect(error?.offset == whole.count)
            }
        }
    }

    @Test(
        "other containers are refused as damaged",
        arguments: [
            // Python: compressobj(1, DEFLATED, 15, 8, 0, b"preset"), compressobj(1, DEFLATED, -15)
            // and compressobj(1, DEFLATED, 31): a preset dictionary, no container, gzip.
            "783f090b02942b00930a100a0024fc0547", "cb48cdc9c957c8409000",
            "1f8b0800000000000403cb48cdc9c957c84090008088f9e511000000",
        ])
    func otherContainers(hex: String) {
        let error = #expect(throws: EncodingError.self) {
            try Deflate.decompress(bytes(hex: hex), bytesMax: 1_000)
        }
        #expect(error?.code == .malformed)
    }

    @Test("every bit flip is refused or harmless, and never traps")
    func bitFlips() throws {
        // A flip may leave the content as it was (a window size, say); then that is the content.
        var refused = 0
        for (hex, content) in DeflateTests.streams {
            let whole = bytes(hex: hex)
            for bit in 0..<(8 * whole.count) {
                var damaged = whole
                damaged[bit / 8] ^= 1 << UInt8(bit % 8)
                if let restored = try? Deflate.decompress(damaged, bytesMax: 10_000) {
                    #expect(restored == content)
                } else {
                    refused += 1
                }
            }
        }
        #expect(refused > 2_000)
    }

    @Test("random bytes are refused and never trap")
    func noise() {
        var generator = SeededGenerator(seed: 22)
        for _ in 0..<20_000 {
            var noise = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                UInt8(truncatingIfNeeded: generator.next())
            }
            // A true header lets half of them reach the blocks.
            if generator.chance(50) { noise = [0x78, 0x01] + noise }
            #expect(throws: EncodingError.self) { try Deflate.decompress(noise, bytesMax: 1_000) }
        }
    }
}
