-- id: P02f
-- expect: refused
-- fault: contract_broken
-- message: nested more than 32
-- as: game
-- from: step
-- info a hundred thousand tables deep.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local t = {} for _ = 1, 30000 do t = { t } end return { info = t }
    end,
}
