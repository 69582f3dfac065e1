-- id: P06it
-- expect: done
-- result: 3 rounds; 1500 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        state.n = (state.n or 0) + 1 return { open = state.n % 50 ~= 0 }
    end,
}
