-- id: S02bt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = "PlaceBet", amount = math.min(10, math.huge) }
    end,
}
