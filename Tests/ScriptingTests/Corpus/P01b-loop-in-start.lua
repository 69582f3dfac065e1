-- id: P01b
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: start
-- start never ends.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        while true do end return {}
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
