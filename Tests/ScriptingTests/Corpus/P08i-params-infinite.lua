-- id: P08i
-- expect: refused
-- fault: contract_broken
-- message: which is not a number
-- as: strategy
-- from: load
-- A parameter of infinity.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary", params = { a = { type = "number", default = math.huge } },
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
