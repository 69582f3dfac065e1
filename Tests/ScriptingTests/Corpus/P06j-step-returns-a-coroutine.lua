-- id: P06j
-- expect: refused
-- fault: contract_broken
-- message: returned a thread
-- as: game
-- from: step
-- A coroutine as outcome.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return coroutine.create(step or print)
    end,
}
