// Goal: a balance is the sum of its postings, nothing is posted that does not balance, and a
// refused entry leaves no trace.
// Method: entries by hand, then random entries against Int128 sums over the list of all postings.

import Accounts
import SeededRandom
import Testing

@Suite("Ledger")
struct LedgerTests {
    private func posting(_ account: Account, _ minorUnits: Int64, _ currency: Currency = .aud)
        -> Posting
    {
        Posting(account: account, amount: Amount(minorUnits: minorUnits, currency: currency))
    }

    @Test("a batch of rounds becomes balanced postings between wallet, house and fees")
    func settledRounds() throws {
        let (wallet, house) = (try Account.wallet("w1"), try Account.house("slots/x"))
        var ledger = Ledger()
        try ledger.post(
            JournalEntry(
                Posting.postings(
                    forFunding: Amount(minorUnits: 1_000, currency: .aud), of: wallet)))
        let rounds = try SettledRounds(count: 3, stakes: 300, payouts: 120, fees: 7)
        let postings = Posting.postings(
            for: rounds, wallet: wallet, house: house, currency: .aud)
        #expect(
            postings == [
                posting(wallet, -300), posting(house, 300), posting(house, -120),
                posting(wallet, 120), posting(wallet, -7), posting(.fees, 7),
            ])
        try ledger.post(JournalEntry(postings))
        #expect(ledger.balance(of: wallet, in: .aud).text == "8.13")
        #expect(ledger.balance(of: house, in: .aud).text == "1.80")
        #expect(ledger.balance(of: .fees, in: .aud).text == "0.07")
        #expect(ledger.balance(of: .funding, in: .aud).text == "-10.00")
        #expect(ledger.balance(of: wallet, in: .eur).minorUnits == 0)
        #expect(ledger.trialBalance(in: .aud) == 0)
        #expect(
            ledger.accounts.map(\.account.name) == [
                "fees", "funding", "house:slots/x", "wallet:w1",
            ])
        let withdrawal = try Posting.postings(
            forFunding: Amount(minorUnits: -813, currency: .aud), of: wallet)
        try ledger.post(JournalEntry(withdrawal))
        #expect(ledger.balance(of: wallet, in: .aud).minorUnits == 0)
    }

    @Test("sums of rounds without money have no postings, and the largest sums still balance")
    func edgesOfPostings() throws {
        let (wallet, house) = (try Account.wallet("w1"), try Account.house("g"))
        let idle = try SettledRounds(count: 9, stakes: 0, payouts: 0, fees: 0)
        #expect(
            Posting.postings(for: idle, wallet: wallet, house: house, currency: .jpy).isEmpty)
        let largest = try SettledRounds(count: 1, stakes: .max, payouts: .max, fees: .max)
        let postings = Posting.postings(
            for: largest, wallet: wallet, house: house, currency: .jpy)
        #expect(throws: Never.self) { try JournalEntry(postings) }
        #expect(largest.net == -Int128(Int64.max))
        #expect(throws: AccountsError.self) {
            try Posting.postings(
                forFunding: Amount(minorUnits: .min, currency: .jpy), of: wallet)
        }
    }

    @Test("sums of rounds add up or are refused whole")
    func addingRounds() throws {
        var sums = SettledRounds()
        let more = try SettledRounds(count: 2, stakes: 30, payouts: .max, fees: 5)
        try sums.add(more)
        #expect(sums == more)
        let error = #expect(throws: AccountsError.self) { try sums.add(more) }
        #expect(error?.code == .amountOverflow)
        #expect(sums == more)
        for numbers in [(-1, 0, 0, 0), (0, -1, 0, 0), (0, 0, -1, 0), (0, 0, 0, -1)]
            as [(Int64, Int64, Int64, Int64)]
        {
            #expect(throws: AccountsError.self) {
                try SettledRounds(
                    count: numbers.0, stakes: numbers.1, payouts: numbers.2, fees: numbers.3)
            }
        }
    }

    @Test("an entry that does not balance in every currency cannot be made")
    func unbalanced() throws {
        let house = try Account.house("g")
        let entries: [[Posting]] = [
            [], [posting(.fees, 1)], [posting(.fees, 1), posting(house, -2)],
            [posting(.fees, 1, .aud), posting(house, -1, .eur)],
            [posting(.fees, .max), posting(house, .max), posting(.funding, 2)],
            [Posting](repeating: posting(.fees, 0), count: JournalEntry.postingsMax + 1),
        ]
        for postings in entries {
            let error = #expect(throws: AccountsError.self) { try JournalEntry(postings) }
            #expect(error?.code == .entryUnbalanced)
        }
        let error = #expect(throws: AccountsError.self) { try JournalEntry([posting(.fees, 1)]) }
        #expect(
            error?.description
                == "The AUD postings of an entry sum to 1 minor units: add the posting that brings "
                + "them to zero.")
    }

    @Test(
        "an entry that overflows or overdraws a wallet is refused and leaves the ledger as it was")
    func refusedEntries() throws {
        let (wallet, house) = (try Account.wallet("w1"), try Account.house("g"))
        var ledger = Ledger()
        try ledger.post(JournalEntry([posting(house, .max), posting(.funding, -.max)]))
        let before = ledger
        let overflow = #expect(throws: AccountsError.self) {
            try ledger.post(JournalEntry([posting(house, 1), posting(.fees, -1)]))
        }
        #expect(overflow?.code == .amountOverflow)
        let overdrawn = #expect(throws: AccountsError.self) {
            try ledger.post(JournalEntry([posting(.fees, 1), posting(wallet, -1)]))
        }
        #expect(overdrawn?.code == .accountOverdrawn)
        #expect(
            overdrawn?.description
                == "The entry would leave account wallet:w1 at -0.01 AUD: post at most what it has."
        )
        #expect(ledger == before)
        // Only where a balance ends counts, not what it passes through.
        try ledger.post(
            JournalEntry([
                posting(house, 5), posting(house, -5), posting(wallet, -5), posting(wallet, 5),
            ]))
    }

    @Test(
        "an account is found again by its name",
        arguments: ["wallet:w1", "house:slots/double-diamond", "fees", "funding", "wallet:a:b"])
    func accountNames(name: String) throws {
        #expect(try Account(name: name).name == name)
        #expect(try Account(name: name).description == name)
    }

    @Test(
        "a malformed account name is refused",
        arguments: [
            "", "wallet", "wallet:", "house:", "bank:1", "Fees", "fees ", "wallet:a b",
            "wallet:\u{7F}", "house:\n", "wallet:" + String(repeating: "x", count: 129),
        ])
    func malformedNames(name: String) {
        let error = #expect(throws: AccountsError.self) { try Account(name: name) }
        #expect(error?.code == .accountNameMalformed)
    }

    @Test("after every random entry each balance is the sum of all postings that were accepted")
    func simulation() throws {
        var generator = SeededGenerator(seed: 5)
        var accounts: [Account] = [.fees, .funding]
        for index in 0..<3 {
            accounts.append(try .wallet("w\(index)"))
            accounts.append(try .house("g\(index)"))
        }
        var ledger = Ledger()
        var accepted: [JournalEntry] = []
        var refused = 0
        var sums: [String: Int128] = [:]
        func key(_ account: Account, _ currency: Currency) -> String { "\(account) \(currency)" }
        for _ in 0..<20_000 {
            var postings: [Posting] = []
            for currency in [Currency.aud, .jpy] where generator.chance(70) {
                var rest: Int64 = 0
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let value = generator.magnitude() / 8 * (generator.chance(50) ? 1 : -1)
                    guard !rest.addingReportingOverflow(value).overflow else { continue }
                    rest += value
                    postings.append(posting(generator.pick(accounts), value, currency))
                }
                postings.append(posting(generator.pick(accounts), -rest, currency))
            }
            guard !postings.isEmpty else { continue }
            let entry = try JournalEntry(postings)
            var expected = sums
            for posting in postings {
                expected[key(posting.account, posting.amount.currency), default: 0] += Int128(
                    posting.amount.minorUnits)
            }
            let isAllowed = expected.allSatisfy { name, sum in
                Int64(exactly: sum) != nil && (sum >= 0 || !name.hasPrefix("wallet:"))
            }
            let before = ledger
            do {
                try ledger.post(entry)
                try #require(isAllowed)
                sums = expected
                accepted.append(entry)
            } catch is AccountsError {
                try #require(!isAllowed)
                try #require(ledger == before)
                refused += 1
            }
            for account in accounts {
                for currency in [Currency.aud, .jpy] {
                    let balance = ledger.balance(of: account, in: currency).minorUnits
                    guard Int128(balance) == sums[key(account, currency), default: 0] else {
                        Issue.record("\(account) has \(balance) \(currency)")
                        return
                    }
                }
            }
        }
        #expect(refused > 100)
        #expect(accepted.count > 1_000)
        #expect(ledger.trialBalance(in: .aud) == 0)
        #expect(ledger.trialBalance(in: .jpy) == 0)
        #expect(try Ledger(replaying: accepted) == ledger)
    }
}
