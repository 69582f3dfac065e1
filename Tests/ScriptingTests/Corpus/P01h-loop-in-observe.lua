-- id: P01h
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: observe
-- observe never ends, in the middle of decide.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 0 }
    end,
    observe = function(state)
        while true do end 
    end,
}
