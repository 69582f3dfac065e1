-- id: P01f
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: start
-- start of a game never ends.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    start = function(ctx, rng)
        while true do end return {}
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
