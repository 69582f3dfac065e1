-- id: P01bt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: start
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        for _ = 1, 1000 do end return {}
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
