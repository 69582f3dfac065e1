// Goal: a comparison that was stopped, killed or made longer ends as an uninterrupted one, however
// many workers play, and its journal gives every round again.
// Method: the built program, kill -9 at random moments, and the output of an uninterrupted run.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct ComparisonStoreTests {
        /// What must not depend on interruptions, workers and stores.
        private struct Compared: Decodable, Hashable {
            struct Arm: Decodable, Hashable {
                var rounds: Int64
                var staked: String
                var net: String
                var fuelPerRound: Double
                var mean: Double
                var ends: [String: Int]
            }

            var verdict: String
            var digest: String
            var pairs: Int
            var meanDifference: Double?
            var interval: [Double]?
            var a: Arm
            var b: Arm
        }

        private struct Listed: Decodable {
            struct Line: Decodable {
                var id: String
                var pairs: Int
                var end: String?
            }

            var comparisons: [Line]
        }

        private struct Identified: Decodable {
            var comparison: String
        }

        private let workshop: Workshop
        /// Undecided to the last pair.
        private let command = [
            "compare", "slots/double-diamond", "flat", "double-after-loss", "--bankroll", "50.00",
            "--rounds-per-pair", "60", "--seed", "8", "--spin-fee", "0.01",
        ]

        /// Both play the same, so that no verdict ends it.
        private let undecided = [
            "compare", "slots/double-diamond", "flat", "twin", "--bankroll", "50.00",
            "--rounds-per-pair", "60", "--seed", "8", "--spin-fee", "0.01",
        ]

        init() throws {
            workshop = try Workshop()
        }

        private func listed(store: String) async throws -> [Listed.Line] {
            let result = try await workshop.run("sessions", "--json", "--store", store)
            guard result.code == 0 else { return [] }
            return try result.decoded(Listed.self).comparisons
        }

        private func compared(_ arguments: [String]) async throws -> Compared {
            let result = try await workshop.run(arguments + ["--json"])
            try #require(result.code == 0, "\(result)")
            return try result.decoded(Compared.self)
        }

        @Test("kill -9 at any moment, then --resume: as if uninterrupted; any number of workers")
        func killed() async throws {
            let whole = try await compared(
                command + ["--pairs", "300", "--store", "whole", "--workers", "1"])
            #expect(whole.pairs == 300)
            let many = try await compared(
                command + ["--pairs", "300", "--store", "many", "--workers", "3"])
            #expect(many == whole)
            let course = try await KilledCourse(
                in: workshop, store: "killed",
                arguments: { _, id in
                    id.map { ["compare", "--resume", $0] } ?? (command + ["--pairs", "300"])
                },
                known: { try await listed(store: "killed").first.map { ($0.id, $0.pairs) } })
            #expect(
                try course.last.decoded(Compared.self) == whole, "killed after \(course.heads)")
            let id = try #require(try await listed(store: "killed").first).id
            try await KilledCourse.expectReplay(
                of: id, to: 300, digest: whole.digest, in: workshop, store: "killed")
        }

        @Test("a finished comparison goes on from its pairs, also when fewer were needed")
        func longer() async throws {
            let whole = try await compared(command + ["--pairs", "90", "--store", "whole"])
            _ = try await compared(command + ["--pairs", "30"])
            let id = try #require(try await listed(store: ".stratagem").first).id
            let resume = ["compare", "--resume", id, "--pairs"]
            #expect(try await compared(resume + ["90"]) == whole)
            // The other way: the verdict for fewer pairs rests on the first of them.
            let few = try await compared(command + ["--pairs", "40", "--store", "few"])
            #expect(try await compared(resume + ["40"]) == few)
            #expect(try await listed(store: ".stratagem").map(\.pairs) == [90])
            for (wrong, text) in [
                (["--seed", "3"], "leave out --seed"), (["slots/lobstermania"], "double-diamond"),
                (["--pairs", "9"], "ask for at least"),
            ] {
                let result = try await workshop.run(["compare", "--resume", id, "--json"] + wrong)
                #expect(result.code == 1)
                #expect(try result.decoded(ErrorOutput.self).error.message.contains(text))
            }
        }

        @Test("SIGINT keeps what was played, and --resume goes on")
        func interrupted() async throws {
            try workshop.writeTwin(of: "flat")
            let running = try workshop.start(undecided + ["--pairs", "1000000", "--json"])
            try await eventually("a pair in the store", by: running) {
                try await listed(store: ".stratagem").first?.pairs ?? 0 > 0
            }
            running.send(SIGINT)
            let result = try await running.finished()
            #expect(result.code == 130)
            let first = try result.decoded(Compared.self)
            let line = try #require(try await listed(store: ".stratagem").first)
            #expect(line.end == "interrupted")
            #expect(line.pairs == first.pairs)
            #expect(try result.decoded(Identified.self).comparison == line.id)
            let total = "\(first.pairs + 40)"
            let rest = try await compared(["compare", "--resume", line.id, "--pairs", total])
            let whole = try await compared(undecided + ["--pairs", total, "--store", "whole"])
            #expect(rest == whole)
        }

        @Test("a plugin that changed changes nothing in the journal; its old text is replayed")
        func replay() async throws {
            let compared = try await compared(command + ["--pairs", "20"])
            let id = try #require(try await listed(store: ".stratagem").first).id
            try workshop.write("strategies/flat.lua", "return nothing at all")
            let whole = try await workshop.run("replay", String(id.prefix(8)))
            #expect(whole.code == 0, "\(whole)")
            #expect(whole.output.contains("Pairs 1 to 20 of comparison \(id) came out"))
            #expect(whole.output.contains(compared.digest))
            let one = try await workshop.run(
                "replay", id, "--from", "7", "--arm", "b", "--json")
            let rounds = try #require(try one.object()["rounds"] as? [[String: Any]])
            let pairs = try #require(try one.object()["pairs"] as? [[String: Any]])
            let arm = try #require(pairs.first?["b"] as? [String: Any])
            #expect(pairs.count == 1)
            #expect(rounds.count == arm["rounds"] as? Int)
            let decisions = try #require(rounds.first?["decisions"] as? [[String: Any]])
            #expect((decisions.first?["symbols"] as? [String])?.count == 3)
            for (wrong, text) in [
                (["--from", "21"], "has pairs 1 to 20"), (["--from", "0"], "has pairs 1 to 20"),
                (["--arm", "a", "--from", "1", "--to", "2"], "--arm prints one pair"),
            ] {
                let result = try await workshop.run(["replay", id, "--json"] + wrong)
                #expect(result.code == 1)
                #expect(try result.decoded(ErrorOutput.self).error.message.contains(text))
            }
        }

        @Test("a store that another process writes is refused; so is the wrong kind of id")
        func inUse() async throws {
            try workshop.writeTwin(of: "flat")
            let running = try workshop.start(undecided + ["--pairs", "1000000", "--json"])
            try await eventually("a comparison in the store", by: running) {
                try await !listed(store: ".stratagem").isEmpty
            }
            let refused = try await workshop.run(command + ["--json"])
            #expect(refused.code == 1)
            let failure = try refused.decoded(ErrorOutput.self).error
            #expect(failure.code == "STORE_IN_USE")
            #expect(failure.message.contains("process \(running.processID)"))
            running.send(SIGINT)
            #expect(try await running.finished().code == 130)
            let id = try #require(try await listed(store: ".stratagem").first).id
            let wrong = try await workshop.run("run", "--resume", id, "--json")
            let message = try wrong.decoded(ErrorOutput.self).error.message
            #expect(message.contains("is a comparison and not a session"))
        }

        @Test(
            "a comparison waits on a full disk; asked to end it says what is missing; it goes on later",
            .enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
        func fullDisk() async throws {
            try workshop.writeTwin(of: "flat")
            let course = try await FullDiskCourse(in: workshop, command: undecided, unit: "pairs") {
                try await listed(store: $0).first.map { ($0.id, $0.pairs, $0.end) }
            }
            let total = "\(course.head + 30)"
            let rest = try await compared(
                ["compare", "--resume", course.id, "--pairs", total] + course.store)
            let whole = try await compared(undecided + ["--pairs", total, "--store", "whole"])
            #expect(rest == whole)
        }
    }
}
