-- id: P02l
-- expect: refused
-- fault: not_plain_data
-- message: 100000 values
-- as: game
-- from: save
-- More values than are kept.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        for i = 1, 20000 do state[#state + 1] = { i } end return {}
    end,
}
