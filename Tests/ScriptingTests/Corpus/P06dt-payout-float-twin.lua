-- id: P06dt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 1, info = { 1.0 } }
    end,
}
