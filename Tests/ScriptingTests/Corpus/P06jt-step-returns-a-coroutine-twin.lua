-- id: P06jt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return coroutine.wrap(function() coroutine.yield({ payout = 1 }) end)()
    end,
}
