-- id: P03d
-- expect: refused
-- fault: contract_broken
-- message: 100000 values
-- as: game
-- from: step
-- Thirty tables that each name the next twice: a billion values.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local t = {} for i = 1, 30 do t = { t, t } end return { info = t }
    end,
}
