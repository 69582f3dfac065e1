-- id: P08e
-- expect: refused
-- fault: contract_broken
-- message: must be a text
-- as: strategy
-- from: load
-- A name that is not a number.
return {
    name = 0 / 0, version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
