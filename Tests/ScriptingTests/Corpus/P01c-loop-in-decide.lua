-- id: P01c
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- decide never ends.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        while true do end return { type = 'PlaceBet', amount = 10 }
    end,
}
