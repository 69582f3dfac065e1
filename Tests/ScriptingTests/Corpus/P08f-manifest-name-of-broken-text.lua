-- id: P08f
-- expect: refused
-- fault: contract_broken
-- message: not UTF-8
-- as: strategy
-- from: load
-- A name of broken UTF-8.
return {
    name = "\xff\xfe", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
