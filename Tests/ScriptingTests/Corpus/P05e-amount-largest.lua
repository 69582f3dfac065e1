-- id: P05e
-- expect: refused
-- fault: contract_broken
-- message: over the stakes
-- as: strategy
-- from: decide
-- An amount of math.maxinteger.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = math.maxinteger }
    end,
}
