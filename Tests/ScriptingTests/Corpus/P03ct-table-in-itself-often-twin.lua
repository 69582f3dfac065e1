-- id: P03ct
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local t, u = {}, {} for i = 1, 1000 do t[i] = u end return { info = t }
    end,
}
