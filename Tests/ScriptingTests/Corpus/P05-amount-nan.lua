-- id: P05
-- expect: refused
-- fault: contract_broken
-- message: nan
-- as: strategy
-- from: decide
-- An amount of 0 / 0.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 0 / 0 }
    end,
}
