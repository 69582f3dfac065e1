-- id: P06mt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    start = function(ctx, rng)
        return { ("x"):rep(1000000) }
    end,
    step = function(state, action, rng)
        return { info = { state[1] } }
    end,
}
