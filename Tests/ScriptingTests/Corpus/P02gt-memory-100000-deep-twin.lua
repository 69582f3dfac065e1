-- id: P02gt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: save
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        local t = {} for _ = 1, 31 do t = { t } end return t
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
