// Goal: injection holds for texts that nobody thought of. Method: programs whose words were
// deleted, doubled or swapped are refused or accepted as by stock Lua, with its message and line;
// programs that never end, of random make, are all killed by fuel. STRATAGEM_INJECTION_PROGRAMS
// says how many (`make fuzz-injection`: 100,000).

import SeededRandom
import Foundation
@testable import Scripting
import Testing

@Suite("Injection of charges, random texts")
struct InjectionFuzzTests {
    /// Programs that stock Lua gets at once.
    private static let batch = 500
    private static let wanted =
        ProcessInfo.processInfo.environment["STRATAGEM_INJECTION_PROGRAMS"].flatMap { Int($0) }
    private static let batches = 0..<max((wanted ?? 1000) / batch, 1)

    /// Refused with this message, or not refused.
    private static func refusal(_ text: String) throws -> String? {
        do throws(PluginFault) {
            // One unit of fuel: what compiles is killed at once.
            _ = try Plugin.sandbox(file: "program.lua")
                .evaluate(text, file: "program.lua", fuel: 1)
            return nil
        } catch {
            return error.kind == .syntax
                ? "program.lua:\(error.line ?? 0): \(error.message)" : nil
        }
    }

    @Test(
        "programs with words deleted, doubled or swapped compile as in stock Lua",
        arguments: batches)
    func mutatedPrograms(number: Int) throws {
        var generator = ProgramGenerator(seed: UInt64(1000 + number))
        var random = SeededGenerator(seed: UInt64(2000 + number))
        let programs = (0..<Self.batch).map { _ in Self.mutated(generator.program(), &random) }
        let stock = try StockLua.compile(programs)
        var refused = 0
        for (text, expected) in zip(programs, stock) {
            let ours = try Self.refusal(text)
            if case .error(let message) = expected {
                refused += 1
                // Faults show control characters in the open; stock Lua writes them as they are.
                #expect(Self.agree(ours, message.printable), "\(ours ?? "-")\n\(text)")
            } else {
                #expect(ours == nil, "\(text)")
            }
        }
        #expect(refused > Self.batch / 4)
    }

    /// A fault's message has at most 1,023 bytes; what is over is cut off.
    private static func agree(_ ours: String?, _ stock: String) -> Bool {
        guard let ours else { return false }
        return ours == stock
            || (ours.utf8.count > 1000 && stock.hasPrefix(ours.dropLast(4)))
    }

    private static func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
        // Words with what separates them, so that line ends stay as they are.
        var words: [[UInt8]] = [[]]
        var wasSpace = false
        for byte in text.utf8 {
            let isSpace = byte <= 32
            if isSpace != wasSpace { words.append([]) }
            wasSpace = isSpace
            words[words.count - 1].append(byte)
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let at = Int.random(in: 0..<words.count, using: &random)
            let other = Int.random(in: 0..<words.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: words[at] = []
            case 1: words.insert(words[at], at: other)
            case 2: words.swapAt(at, other)
            default:
                guard let byte = words[at].indices.randomElement(using: &random) else { continue }
                words[at][byte] ^= 1 << UInt8.random(in: 0..<7, using: &random)
            }
        }
        return String(decoding: words.joined(), as: UTF8.self)
    }

    @Test("whatever never ends is killed by fuel", arguments: batches)
    func endlessPrograms(number: Int) throws {
        var generator = EndlessGenerator(seed: UInt64(3000 + number))
        for _ in 0..<(Self.wanted == nil ? 150 : Self.batch / 10) {
            let text = generator.program()
            let fault = #expect(throws: PluginFault.self, "\(text)") {
                try Plugin.sandbox(file: "loop.lua").evaluate(text, file: "loop.lua", fuel: 20_000)
            }
            #expect(fault?.kind == .fuel, "\(text): \(fault?.message ?? "")")
            #expect(fault.map { $0.fuelUsed < 60_000 } == true, "\(text): \(fault?.fuelUsed ?? 0)")
        }
    }
}
