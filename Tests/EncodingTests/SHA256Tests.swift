// Goal: digests are those of the standard however the bytes arrive, and a stream that was saved in
// the middle of a block goes on as if it had not been.
// Method: published vectors, Python's hashlib over the same patterns, random cuts, save and restore
// at every offset over two blocks, and saved states with every field damaged.

import Encoding
import SeededRandom
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "published messages have their published digests",
        arguments: [
            // FIPS 180-4 examples, NIST "SHA256.pdf" and "SHA2_Additional.pdf".
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
                    + "klmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func publishedMessages(message: String, digest: String) {
        #expect(SHA256Digest(of: Array(message.utf8)).hex == digest)
    }

    @Test(
        "the short messages of NIST CAVS SHA256ShortMsg.rsp have their digests",
        arguments: [
            ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
            ("11af", "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
            ("b4190e", "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
            ("74ba2521", "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e"),
        ])
    func shortMessages(message: String, digest: String) {
        #expect(SHA256Digest(of: bytes(hex: message)).hex == digest)
    }

    @Test("the Monte Carlo chain of NIST CAVS SHA256Monte.rsp has its first three digests")
    func monteCarlo() {
        var seed = bytes(hex: "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691")
        for expected in [
            "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788",
            "2e78f8c8772ea7c9331d41ed3f9cdf27d8f514a99342ee766ee3b8b0d0b121c0",
            "d6a23dff1b7f2eddc1a212f8a218397523a799b07386a30692fd6fe9d2bf0944",
        ] {
            var last = [seed, seed, seed]
            for _ in 0..<1000 {
                last = [last[1], last[2], SHA256Digest(of: last[0] + last[1] + last[2]).bytes]
            }
            seed = last[2]
            #expect((try? SHA256Digest(bytes: seed))?.hex == expected)
        }
    }

    @Test("a million letters a have the digest of FIPS 180-4, in one piece and in odd pieces")
    func million() {
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(SHA256Digest(of: letters).hex == expected)
        var stream = SHA256Stream()
        var start = 0
        var length = 1
        while start < letters.count {
            let end = min(letters.count, start + length)
            stream.update(Array(letters[start..<end]))
            (start, length) = (end, length % 997 + 1)
        }
        #expect(stream.digest.hex == expected)
    }

    @Test(
        "patterns around the block edges have the digests that hashlib gives",
        arguments: [
            // Python 3.11: hashlib.sha256(pattern(n)).hexdigest()
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (55, "576a1bf8d4478657e6dc4af9398544765c2a92cde28478b019235cfed315fc09"),
            (56, "9b20501dfd1d99161c257950f3444f3e49230c351c5c8e0943ef369f85f5205d"),
            (63, "30b345906b493f06f69444b6521113511c242f30e29840462950035043682f1e"),
            (64, "d8bc63b4fc1156e5e7d95a418b9bf54cd3174bedbc2db40f74895349b229b3c0"),
            (65, "1ee23b0fbcaecc1aff4a9e8f1645f35ab2c8e13609cd73b68df8b5e3f63ce073"),
            (119, "7a6589821178918ca8d9edaba5abfc1e9b2669564f4469b66885379c1530b2c8"),
            (120, "655250427d56b1b0eeb8497d21428704273458a01772d6881b65c0abac0f8a98"),
            (127, "67d79933e3c9aa8e89f481e071cfca1e9a16c09d7263b5efa3bb01f1a9f8d065"),
            (128, "54c9eb041badfd7064645067b107661fed6113197ce2dd066ba69618abd3732f"),
            (129, "5b55715b51c54661ed0cbd75ba5b00cf1ffee3b7c113a636eca613d9425116a6"),
            (65_536, "cf879873c2b3b0dff2d71b17cd14e346f9c3613bba0d29785c216da254ebe3ca"),
        ])
    func patterns(count: Int, digest: String) {
        #expect(SHA256Digest(of: pattern(count)).hex == digest)
    }

    @Test("bytes cut at random places, some cuts empty, have the digest of the whole")
    func randomCuts() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let whole = pattern(Int.random(in: 0...700, using: &generator))
            var stream = SHA256Stream()
            var rest = whole[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...min(150, rest.count), using: &generator)
                let bytes = Array(rest.prefix(count))
                stream.update(bytes)
                rest = rest.dropFirst(count)
                // Taking a digest on the way must not disturb the stream.
                if generator.chance(30) { #expect(stream.digest == stream.digest) }
            }
            #expect(stream.digest == SHA256Digest(of: whole))
        }
    }

    @Test("a stream saved and restored at every offset up to 130 ends with the same digest")
    func saveEverywhere() throws {
        let whole = pattern(300)
        let expected = SHA256Digest(of: whole)
        var states = SHA256Stream()
        var digests = SHA256Stream()
        for offset in 0...130 {
            var stream = SHA256Stream()
            stream.update(Array(whole[..<offset]))
            let saved = stream.save()
            #expect(saved.count == SHA256Stream.savedByteCount)
            var restored = try SHA256Stream(restoring: saved)
            #expect(restored.digest == stream.digest)
            #expect(restored.save() == saved)
            // Fed in pieces, nettle's buffer keeps bytes of earlier blocks; they are not saved.
            var pieces = SHA256Stream()
            for start in stride(from: 0, to: offset, by: 7) {
                pieces.update(Array(whole[start..<min(offset, start + 7)]))
            }
            #expect(pieces.save() == saved)
            states.update(saved)
            digests.update(stream.digest.bytes)
            restored.update(Array(whole[offset...]))
            #expect(restored.digest == expected)
        }
        // The digests and states of all 131 prefixes, one after the other, hashed. Python: hashlib
        // for the first; for the second a SHA-256 written out from FIPS 180-4 section 6.2, whose
        // states were packed with struct.pack("<8IQI", *H, blocks, index) + block.
        #expect(
            digests.digest.hex == "181f875e1cd08d0506e432f8bd3a3523f5d0d033b838f6578d7913a15552d895"
        )
        #expect(
            states.digest.hex == "44885b2ef47d3c4b4aef3d311cc40ea26eb0e92bc32ec0adaf2718f9cb5a575b")
    }

    @Test("a state saved elsewhere is restored, and continues")
    func savedElsewhere() throws {
        // The state after pattern(130), from the same Python as above.
        let saved =
            bytes(
                hex: "d03ec7e5a0991683362cb43731d0e3d7b7fddefc39969a04ae75e0afa051f938"
                    + "02000000000000000200000080870000") + [UInt8](repeating: 0, count: 60)
        var stream = try SHA256Stream(restoring: saved)
        #expect(stream.digest == SHA256Digest(of: pattern(130)))
        stream.update(Array(pattern(1000)[130...]))
        // hashlib.sha256(pattern(1000))
        #expect(
            stream.digest.hex == "d037d0c973603f656fb02dc19aeef08b254b1e09507bcd191cbe060422768ac8")
    }

    @Test("a state that no stream saves is refused")
    func damagedStates() throws {
        var stream = SHA256Stream()
        stream.update(pattern(130))
        let saved = stream.save()
        let fresh = SHA256Stream().save()
        func altered(_ state: [UInt8], _ offset: Int, _ value: UInt8) -> [UInt8] {
            var copy = state
            copy[offset] = value
            return copy
        }
        let damaged: [[UInt8]] = [
            [], Array(saved.dropLast()), saved + [0],
            altered(saved, 40, 64), altered(saved, 43, 1),  // index over 63
            altered(saved, 39, 0xFF), altered(saved, 38, 0x80),  // more than 2^64 bits
            altered(saved, 46, 1), altered(saved, 107, 1), altered(saved, 40, 1),  // not zero
            altered(fresh, 0, 0), altered(fresh, 31, 0),  // no block hashed, but other words
        ]
        for state in damaged {
            let error = #expect(throws: EncodingError.self) {
                try SHA256Stream(restoring: state)
            }
            #expect(error?.code == .malformed)
        }
        #expect(throws: Never.self) { try SHA256Stream(restoring: altered(saved, 38, 0x7F)) }
    }

    @Test("random bytes are restored or refused, and never trap")
    func randomStates() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<5_000 {
            var state = (0..<SHA256Stream.savedByteCount).map { _ in
                UInt8(truncatingIfNeeded: generator.next())
            }
            if generator.chance(50) { state.replaceSubrange(38..<44, with: [0, 0, 9, 0, 0, 0]) }
            if generator.chance(50) {
                state.replaceSubrange(53..., with: [UInt8](repeating: 0, count: 55))
            }
            guard var stream = try? SHA256Stream(restoring: state) else { continue }
            #expect(stream.save() == state)
            stream.update(state)
        }
    }

    @Test("a digest is found again by its hexadecimal text, in either case")
    func digestText() throws {
        let digest = SHA256Digest(of: [1, 2, 3])
        #expect(try SHA256Digest(hex: digest.hex) == digest)
        #expect(try SHA256Digest(hex: digest.hex.uppercased()) == digest)
        #expect(try SHA256Digest(bytes: digest.bytes) == digest)
        #expect(digest.description == digest.hex)
        #expect(Set([digest, SHA256Digest(of: [1, 2, 3]), SHA256Digest(of: [])]).count == 2)
    }

    @Test(
        "a text or a count of bytes that is no digest is refused",
        arguments: [
            "", "ab", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
            String(repeating: "g", count: 64), " " + String(repeating: "0", count: 63),
            String(repeating: "é", count: 32),
        ])
    func malformedDigests(text: String) {
        let error = #expect(throws: EncodingError.self) { try SHA256Digest(hex: text) }
        #expect(error?.code == .malformed)
        #expect(throws: EncodingError.self) { try SHA256Digest(bytes: Array(text.utf8.prefix(31))) }
    }
}
