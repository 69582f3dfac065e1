-- id: P01i
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: actions
-- actions never ends.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    action_types = { "PlaceBet", "Hit" },
    actions = function(state)
        while true do end 
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
