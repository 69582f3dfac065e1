-- id: P06lt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return {}, table.unpack({}, 1, 9000)
    end,
}
