-- id: P01m
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: actions
-- A __close in actions that never ends.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    action_types = { "PlaceBet", "Hit" },
    actions = function(state)
        local guard <close> = setmetatable({}, { __close = function() while true do end end }) return { "PlaceBet" }
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
