-- id: P03b
-- expect: refused
-- fault: contract_broken
-- message: 100000 values
-- as: game
-- from: step
-- The same as info, every round: what is too much is refused at once.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    start = function(ctx, rng)
        local t = {} for i = 1, 32000 do t["k" .. i] = true end for i = 1, 32000 do t["k" .. i] = nil end local list = {} for i = 1, 60000 do list[i] = t end for i = 1, 30000 do list[i] = { t, t } end return list
    end,
    step = function(state, action, rng)
        return { info = state }
    end,
}
