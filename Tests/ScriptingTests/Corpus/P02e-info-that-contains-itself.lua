-- id: P02e
-- expect: refused
-- fault: contract_broken
-- message: nested more than 32
-- as: game
-- from: step
-- info that contains itself.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local t = {} t.t = t return { info = t }
    end,
}
