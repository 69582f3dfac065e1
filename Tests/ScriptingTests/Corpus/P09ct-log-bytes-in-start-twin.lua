-- id: P09ct
-- expect: done
-- result: 3 rounds; 30 staked; begun
-- as: strategy
-- from: start
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        log("begun") return {}
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
