-- id: P03c
-- expect: refused
-- fault: contract_broken
-- message: nested more than 32
-- as: game
-- from: step
-- A table that names itself a thousand times is refused at once.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local t = {} for i = 1, 1000 do t[i] = t end return { info = t }
    end,
}
