-- id: S02
-- expect: refused
-- as: strategy
-- from: decide
-- A number that no integer holds goes to the host.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = "PlaceBet", amount = 0 / 0 }
    end,
}
