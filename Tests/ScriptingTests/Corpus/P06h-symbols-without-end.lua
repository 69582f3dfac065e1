-- id: P06h
-- expect: refused
-- fault: contract_broken
-- message: at most 256
-- as: game
-- from: step
-- More symbols than can be shown.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local s = {} for i = 1, 257 do s[i] = "a" end return { symbols = s }
    end,
}
