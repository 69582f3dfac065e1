-- id: P01ft
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: start
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    start = function(ctx, rng)
        for _ = 1, 1000 do end return {}
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
