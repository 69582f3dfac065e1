// Goal: currencies and days are what published tables and calendars say.
// Method: ISO 4217 digits by hand; day numbers against Python's datetime.date.toordinal() - 719163.

import Accounts
import Testing

@Suite("Currencies and days")
struct CurrencyTests {
    @Test(
        "a currency is found by its code and has the digits of ISO 4217",
        arguments: [("AUD", 2), ("USD", 2), ("EUR", 2), ("JPY", 0)])
    func known(code: String, digits: Int) throws {
        let currency = try Currency(code: code)
        #expect(currency.code == code)
        #expect(currency.minorDigits == digits)
        #expect(Currency.allCases.count == 4)
    }

    @Test(
        "an unknown currency is refused with the names of the known ones",
        arguments: ["XBT", "aud", ""])
    func unknown(code: String) {
        let error = #expect(throws: AccountsError.self) { try Currency(code: code) }
        #expect(error?.code == .currencyUnknown)
        #expect(
            error?.description
                == "Currency \"\(code)\" is not known: use one of AUD, USD, EUR, JPY.")
    }

    @Test(
        "the day of a moment is the local calendar day, also before 1970 and at any extreme",
        arguments: [
            (Int64(0), Int64(0), Int64(0)), (86_399, 0, 0), (86_400, 0, 1), (-1, 0, -1),
            (-86_400, 0, -1), (-86_401, 0, -2),
            // 2024-02-29 23:30 UTC is 1 March in Sydney (UTC+11); date(2024, 3, 1) is day 19783.
            (1_709_249_400, 39_600, 19_783), (1_709_249_400, 0, 19_782),
            (.max, .max, 213_503_982_334_601), (.min, .min, -213_503_982_334_602),
        ])
    func dayOfMoment(seconds: Int64, offset: Int64, day: Int64) {
        let key = DayKey(unixSeconds: seconds, zoneOffsetSeconds: offset)
        #expect(key == DayKey(daysSince1970: day))
    }
}
