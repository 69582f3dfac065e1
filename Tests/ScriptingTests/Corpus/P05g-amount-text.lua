-- id: P05g
-- expect: refused
-- fault: contract_broken
-- message: is a string
-- as: strategy
-- from: decide
-- An amount of "10".
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = "10" }
    end,
}
