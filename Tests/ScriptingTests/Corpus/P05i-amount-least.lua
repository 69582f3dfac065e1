-- id: P05i
-- expect: refused
-- fault: contract_broken
-- message: above 0
-- as: strategy
-- from: decide
-- An amount of math.mininteger.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = math.mininteger }
    end,
}
