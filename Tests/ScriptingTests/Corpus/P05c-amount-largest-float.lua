-- id: P05c
-- expect: refused
-- fault: contract_broken
-- message: 9.2233720368548e+18
-- as: strategy
-- from: decide
-- An amount of 2.0 ^ 63.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 2.0 ^ 63 }
    end,
}
