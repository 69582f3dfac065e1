-- id: S02c
-- expect: refused
-- as: strategy
-- from: decide
-- The same, one more than an integer holds.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = "PlaceBet", amount = 2 ^ 63 }
    end,
}
