-- id: P01d
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: learn
-- learn never ends.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        while true do end 
    end,
}
