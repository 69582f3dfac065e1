// What the bench needs: the driver alone, without recording.
internal import Scripting

extension Session {
    /// Plays rounds in the driver alone, without records, digest and checkpoints; gives the rounds
    /// that were played. The session can not go on afterwards.
    ///
    /// - Parameter isLimited: whether wallet limits and a fee apply.
    public func playUnrecorded(rounds: Int64, isLimited: Bool) -> Int64 {
        driver.setRecording(false)
        var money = driver.money
        if isLimited {
            money.perSpinFee = 1
        } else {
            (money.maxBet, money.dayLeft) = (nil, nil)
        }
        driver.money = money
        let before = driver.roundsPlayed
        while driver.roundsPlayed - before < rounds {
            let left = rounds - (driver.roundsPlayed - before)
            let end = driver.play(rounds: min(left, Limits.sliceRounds), fuel: Limits.sliceFuel)
            guard case .slice = end else { break }
        }
        return driver.roundsPlayed - before
    }
}
