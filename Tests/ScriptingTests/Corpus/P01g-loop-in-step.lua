-- id: P01g
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: step
-- step never ends.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        while true do end return {}
    end,
}
