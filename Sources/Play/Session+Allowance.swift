// What a session may spend of a day that it shares with others.

internal import Scripting

extension Session {
    /// What the day leaves, in minor units; `nil` without a limit.
    ///
    /// It decides where a session stops and nothing else: what is played up to there, and after it
    /// was raised, is the same with any. So replays go without.
    public var dayLeft: Int64? {
        get { driver.money.dayLeft }
        set {
            var money = driver.money
            money.dayLeft = newValue
            driver.money = money
        }
    }
}
