-- id: P05f
-- expect: refused
-- fault: contract_broken
-- message: a float
-- as: strategy
-- from: decide
-- An amount of 10.0.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10.0 }
    end,
}
