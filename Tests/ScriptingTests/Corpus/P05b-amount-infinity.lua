-- id: P05b
-- expect: refused
-- fault: contract_broken
-- message: inf
-- as: strategy
-- from: decide
-- An amount of math.huge.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = math.huge }
    end,
}
