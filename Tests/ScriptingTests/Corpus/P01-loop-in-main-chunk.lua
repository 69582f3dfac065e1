-- id: P01
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: load
-- A main chunk that never ends.
while true do end
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
