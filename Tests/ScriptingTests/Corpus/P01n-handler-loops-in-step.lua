-- id: P01n
-- expect: killed
-- fault: fuel_exhausted
-- as: game
-- from: step
-- A message handler in step that never ends.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        xpcall(error, function() while true do end end) return {}
    end,
}
