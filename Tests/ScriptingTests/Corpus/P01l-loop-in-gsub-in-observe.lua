-- id: P01l
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: observe
-- A replacement function in observe that never ends.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 0 }
    end,
    observe = function(state)
        return { (("x"):gsub("x", function() while true do end end)) }
    end,
}
