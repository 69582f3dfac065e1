// The accounts of the ledger and their names.
//
// A name is one of
//     wallet:<id>      what a player owns            funding    where deposits come from
//     house:<game>     what a game took and paid     fees       what fees brought in
// where <id> and <game> are 1 to 128 printable ASCII characters without blanks.

/// An account of the ledger. It may hold several currencies, each with its own balance.
public struct Account: Hashable, Sendable, CustomStringConvertible {
    /// What kinds of account there are.
    public enum Kind: Hashable, Sendable {
        case wallet
        case house
        case fees
        case funding
    }

    /// The longest wallet id or game name, in bytes: room for a UUID or a slug with its variant.
    public static let ownerBytesMax = 128

    /// The kind of account.
    public let kind: Kind
    /// The wallet id or the game; empty for `fees` and `funding`.
    public let owner: String

    /// What fees brought in.
    public static let fees = Account(kind: .fees, owner: "")
    /// Where deposits come from and withdrawals go.
    public static let funding = Account(kind: .funding, owner: "")

    /// The account of a wallet. Throws `accountNameMalformed`.
    public static func wallet(_ id: String) throws(AccountsError) -> Account {
        try requireOwner(id, "wallet id")
        return Account(kind: .wallet, owner: id)
    }

    /// The account of a game. Throws `accountNameMalformed`.
    public static func house(_ game: String) throws(AccountsError) -> Account {
        try requireOwner(game, "game name")
        return Account(kind: .house, owner: game)
    }

    /// The account with a name, as `name` writes it. Throws `accountNameMalformed`.
    public init(name: String) throws(AccountsError) {
        if name == Account.fees.name {
            self = .fees
        } else if name == Account.funding.name {
            self = .funding
        } else if name.hasPrefix("wallet:") {
            self = try .wallet(String(name.dropFirst("wallet:".count)))
        } else if name.hasPrefix("house:") {
            self = try .house(String(name.dropFirst("house:".count)))
        } else {
            throw AccountsError(
                .accountNameMalformed,
                "Account \(AccountsError.quoted(name)) is not known: write wallet:<id>, "
                    + "house:<game>, fees or funding.")
        }
    }

    /// The name, as it is stored: `wallet:w1`, `house:slots/double-diamond`, `fees`, `funding`.
    public var name: String {
        switch kind {
        case .wallet: "wallet:\(owner)"
        case .house: "house:\(owner)"
        case .fees: "fees"
        case .funding: "funding"
        }
    }

    /// The name.
    public var description: String { name }

    private init(kind: Kind, owner: String) {
        self.kind = kind
        self.owner = owner
    }

    private static func requireOwner(_ owner: String, _ what: String) throws(AccountsError) {
        let bytes = owner.utf8
        guard !bytes.isEmpty, bytes.count <= ownerBytesMax,
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw AccountsError(
                .accountNameMalformed,
                "The \(what) \(AccountsError.quoted(owner)) cannot name an account: use 1 to "
                    + "\(ownerBytesMax) printable ASCII characters without blanks.")
        }
    }
}
