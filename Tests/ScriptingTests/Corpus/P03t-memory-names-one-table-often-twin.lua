-- id: P03t
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: save
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        local t = {} for i = 1, 32000 do t["k" .. i] = true end for i = 1, 32000 do t["k" .. i] = nil end local list = {} for i = 1, 60000 do list[i] = t end return list
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
