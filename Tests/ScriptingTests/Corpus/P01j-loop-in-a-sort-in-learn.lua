-- id: P01j
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: learn
-- A comparison function in learn that never ends.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        table.sort({ 2, 1 }, function() while true do end end)
    end,
}
