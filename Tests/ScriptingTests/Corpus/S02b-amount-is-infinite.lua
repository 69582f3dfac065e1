-- id: S02b
-- expect: refused
-- as: strategy
-- from: decide
-- The same, infinite.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = "PlaceBet", amount = math.huge }
    end,
}
