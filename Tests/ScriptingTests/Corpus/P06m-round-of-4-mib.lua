-- id: P06m
-- expect: refused
-- fault: contract_broken
-- message: bytes of symbols
-- as: game
-- from: step
-- A round that shows more than is kept.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    start = function(ctx, rng)
        return { ("x"):rep(1000000) }
    end,
    step = function(state, action, rng)
        return { open = true, info = { state[1] } }
    end,
}
