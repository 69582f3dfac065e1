// The integers that every decision is checked against.
internal import CLuaBridge

/// The money of a session in minor units; `nil` where there is no limit. The rule is stated at the
/// top of Accounts/Allowance.swift.
public struct RoundMoney: Hashable, Sendable {
    public var balance: Int64
    public var maxBet: Int64?
    public var dayLeft: Int64?
    public var perSpinFee: Int64
    public var perQueryFee: Int64

    public init(
        balance: Int64, maxBet: Int64? = nil, dayLeft: Int64? = nil, perSpinFee: Int64 = 0,
        perQueryFee: Int64 = 0
    ) {
        self.balance = balance
        self.maxBet = maxBet
        self.dayLeft = dayLeft
        self.perSpinFee = perSpinFee
        self.perQueryFee = perQueryFee
    }

    init(_ money: sg_money) {
        balance = money.balance
        maxBet = money.max_bet == Int64.max ? nil : money.max_bet
        dayLeft = money.day_left == Int64.max ? nil : money.day_left
        perSpinFee = money.spin_fee
        perQueryFee = money.query_fee
    }

    var bridged: sg_money {
        sg_money(
            balance: balance, max_bet: maxBet ?? Int64.max, day_left: dayLeft ?? Int64.max,
            spin_fee: perSpinFee, query_fee: perQueryFee)
    }
}
