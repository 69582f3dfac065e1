-- id: P02lt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: save
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        for i = 1, 10000 do state[#state + 1] = { i } end return {}
    end,
}
