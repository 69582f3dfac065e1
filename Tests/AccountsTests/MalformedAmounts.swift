// Texts that are no amounts, each with the whole sentence that a person gets for it.

import Accounts

struct MalformedAmount: Sendable {
    let text: String
    let currency: Currency
    let sign: Amount.Sign
    let code: AccountsError.Code
    let message: String

    init(
        _ text: String, _ message: String, currency: Currency = .aud, sign: Amount.Sign = .allowed,
        code: AccountsError.Code = .amountMalformed
    ) {
        self.text = text
        self.currency = currency
        self.sign = sign
        self.code = code
        self.message = message
    }
}

let malformedAmounts: [MalformedAmount] = [
    .init("", "The amount is missing: write a number such as 10.50."),
    .init(" \t\n", "The amount is missing: write a number such as 10.50."),
    .init("", "The amount is missing: write a number such as 1050.", currency: .jpy),
    .init(
        "10.505",
        "Amount \"10.505\" has more digits after the point than AUD has: write at most 2."),
    .init(
        "10.500",
        "Amount \"10.500\" has more digits after the point than AUD has: write at most 2."),
    .init(
        "10.5", "Amount \"10.5\" has a fraction, and JPY has none: write a whole number.",
        currency: .jpy),
    .init(
        "10.0", "Amount \"10.0\" has a fraction, and JPY has none: write a whole number.",
        currency: .jpy),
    .init("1e3", "Amount \"1e3\" has an exponent: write all digits, such as 10.50."),
    .init("1.5E-2", "Amount \"1.5E-2\" has an exponent: write all digits, such as 10.50."),
    .init("inf", "Amount \"inf\" is not a finite number: write one such as 10.50."),
    .init("-Infinity", "Amount \"-Infinity\" is not a finite number: write one such as 10.50."),
    .init("+inf", "Amount \"+inf\" is not a finite number: write one such as 10.50."),
    .init("NaN", "Amount \"NaN\" is not a finite number: write one such as 10.50."),
    .init("-nan", "Amount \"-nan\" is not a finite number: write one such as 10.50."),
    .init("+1", "Amount \"+1\" begins with a plus sign: write it without."),
    .init(
        "-1", "Amount \"-1\" is negative: write zero or more, such as 10.50.", sign: .refused),
    .init(
        "-0", "Amount \"-0\" is negative: write zero or more, such as 10.50.", sign: .refused),
    .init("-", "Amount \"-\" has no digits: write a number after the sign."),
    .init(
        "--1",
        "Amount \"--1\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(
        "1-",
        "Amount \"1-\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(".", "Amount \".\" lacks a digit beside its point: write one before and one after."),
    .init(".5", "Amount \".5\" lacks a digit beside its point: write one before and one after."),
    .init("5.", "Amount \"5.\" lacks a digit beside its point: write one before and one after."),
    .init("-.5", "Amount \"-.5\" lacks a digit beside its point: write one before and one after."),
    .init("1.2.3", "Amount \"1.2.3\" has more than one point: write at most one."),
    .init("1..2", "Amount \"1..2\" has more than one point: write at most one."),
    .init(" 1", "Amount \" 1\" contains a blank: write it without, such as 10.50."),
    .init("1 ", "Amount \"1 \" contains a blank: write it without, such as 10.50."),
    .init("1 000", "Amount \"1 000\" contains a blank: write it without, such as 10.50."),
    .init(
        "1\u{A0}000", "Amount \"1\u{A0}000\" contains a blank: write it without, such as 10.50."),
    .init("1\n", "Amount \"1\\n\" contains a blank: write it without, such as 10.50."),
    .init(
        "1,000.00",
        "Amount \"1,000.00\" has a separator: write digits and at most one point, such as 10.50."),
    .init(
        "10,50",
        "Amount \"10,50\" has a separator: write digits and at most one point, such as 10.50."),
    .init(
        "1_000",
        "Amount \"1_000\" has a separator: write digits and at most one point, such as 10.50."),
    .init(
        "$10",
        "Amount \"$10\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(
        "10 AUD", "Amount \"10 AUD\" contains a blank: write it without, such as 10.50."),
    .init(
        "ten",
        "Amount \"ten\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(
        "0x10",
        "Amount \"0x10\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(
        "１０",
        "Amount \"１０\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(
        "1\u{0}",
        "Amount \"1\\0\" is not a number: write only digits and at most one point, such as 10.50."),
    .init(
        "92233720368547758.08",
        "\"92233720368547758.08\" is over the largest amount, 92233720368547758.07 AUD: use less.",
        code: .amountOverflow),
    .init(
        "-92233720368547758.09",
        "\"-92233720368547758.09\" is over the largest amount, 92233720368547758.07 AUD: use less.",
        code: .amountOverflow),
    .init(
        "92233720368547759",
        "\"92233720368547759\" is over the largest amount, 92233720368547758.07 AUD: use less.",
        code: .amountOverflow),
    .init(
        "9223372036854775808",
        "\"9223372036854775808\" is over the largest amount, 9223372036854775807 JPY: use less.",
        currency: .jpy, code: .amountOverflow),
    .init(
        "184467440737095516.16",
        "\"184467440737095516.16\" is over the largest amount, 92233720368547758.07 AUD: use less.",
        code: .amountOverflow),
    .init(
        String(repeating: "9", count: 64),
        "\"9999999999999999999999999999999999999999\"… is over the largest amount, "
            + "92233720368547758.07 AUD: use less.",
        code: .amountOverflow),
    .init(
        String(repeating: "0", count: 65),
        "Amount \"0000000000000000000000000000000000000000\"… is too long: write at most 64 "
            + "characters."),
]
