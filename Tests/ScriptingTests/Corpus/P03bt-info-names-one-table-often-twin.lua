-- id: P03bt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    start = function(ctx, rng)
        local t = {} for i = 1, 32000 do t["k" .. i] = true end for i = 1, 32000 do t["k" .. i] = nil end local list = {} for i = 1, 30000 do list[i] = t end return list
    end,
    step = function(state, action, rng)
        return { info = state }
    end,
}
