-- id: P06b
-- expect: refused
-- fault: contract_broken
-- message: inf
-- as: game
-- from: step
-- A payout of math.huge.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = math.huge }
    end,
}
