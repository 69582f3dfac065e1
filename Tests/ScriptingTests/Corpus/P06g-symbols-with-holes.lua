-- id: P06g
-- expect: refused
-- fault: contract_broken
-- message: symbols[2]
-- as: game
-- from: step
-- Symbols with a hole, a number and a metatable.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { symbols = { "a", nil, "b" } }
    end,
}
