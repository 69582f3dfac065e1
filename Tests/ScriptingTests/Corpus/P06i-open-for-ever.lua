-- id: P06i
-- expect: refused
-- fault: contract_broken
-- message: still open
-- as: game
-- from: step
-- A round that is never done.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { open = true }
    end,
}
