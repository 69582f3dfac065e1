-- id: P01e
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: migrate
-- migrate never ends.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    migrate = function(memory, from)
        while true do end return {}
    end,
}
