// Typed reading of columns: a store may have been edited by hand, so nothing is taken on trust.

internal import Accounts
private import Encoding
internal import Foundation
internal import GRDB
internal import Play

extension Row {
    func int64(_ column: String) throws -> Int64 {
        try value(column)
    }

    func int64OrNull(_ column: String) throws -> Int64? {
        try optionalValue(column)
    }

    func text(_ column: String) throws -> String {
        try value(column)
    }

    func textOrNull(_ column: String) throws -> String? {
        try optionalValue(column)
    }

    func bytesOrNull(_ column: String) throws -> [UInt8]? {
        switch (self[column] as DatabaseValue).storage {
        case .null: nil
        default: try bytes(column)
        }
    }

    func bytes(_ column: String) throws -> [UInt8] {
        let data: Data = try value(column)
        return [UInt8](data)
    }

    /// A digest or hash as 64 hexadecimal digits.
    func hex(_ column: String) throws -> String {
        try SHA256Digest(bytes: bytes(column)).hex
    }

    func state(_ column: String) throws -> SessionState {
        guard let state = try SessionState(rawValue: text(column)) else {
            throw damaged(column)
        }
        return state
    }

    private func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        guard let value: Value = try optionalValue(column) else { throw damaged(column) }
        return value
    }

    private func optionalValue<Value: DatabaseValueConvertible>(
        _ column: String
    ) throws -> Value? {
        guard hasColumn(column) else { throw damaged(column) }
        let stored: DatabaseValue = self[column]
        if stored.isNull { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw damaged(column) }
        return value
    }

    func damaged(_ column: String) -> DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT, message: "column \(column) of a row can not be read")
    }
}

extension [UInt8] {
    /// The form in which GRDB takes bytes.
    var data: Data { Data(self) }
}

extension SessionTotals {
    /// The totals in the columns of a `session` row.
    init(sessionRow row: Row) throws {
        self.init()
        rounds = try row.int64("head_round")
        hits = try row.int64("hits")
        decisions = try row.int64("decisions")
        staked = try row.int64("staked")
        paid = try row.int64("paid")
        fees = try row.int64("fees")
        faults = try row.int64("faults")
        strategyFuel = try row.int64("strategy_fuel")
        gameFuel = try row.int64("game_fuel")
    }
}

extension SessionEnd {
    /// The end in the columns of a `session` row; `nil` when it has none.
    init?(sessionRow row: Row) throws {
        guard let text = try row.textOrNull("end_reason") else { return nil }
        guard let reason = Reason(rawValue: text) else { throw row.damaged("end_reason") }
        self.init(reason: reason, detail: try row.textOrNull("end_detail") ?? "")
    }
}

extension Wallet {
    /// Reads a wallet by its key.
    init(key: Int64, in database: Database) throws {
        let statement = try database.cachedStatement(sql: "SELECT * FROM wallet WHERE key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a wallet is missing")
        }
        try self.init(row: row)
    }

    /// The wallet in a `wallet` row.
    init(row: Row) throws {
        self = try Wallet(
            id: row.text("id"), currency: Currency(code: row.text("currency")),
            balance: row.int64("balance"), held: row.int64("held"),
            limits: WalletLimits(
                maxBet: row.int64OrNull("max_bet"),
                dailySpendLimit: row.int64OrNull("daily_limit"),
                perSpinFee: row.int64("per_spin_fee"), perQueryFee: row.int64("per_query_fee")),
            dayKey: DayKey(daysSince1970: row.int64("day")), spentToday: row.int64("spent"),
            grantedToday: row.int64("granted"))
    }
}
