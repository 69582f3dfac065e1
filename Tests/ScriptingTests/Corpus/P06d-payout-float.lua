-- id: P06d
-- expect: refused
-- fault: contract_broken
-- message: 1
-- as: game
-- from: step
-- A payout of 1.0.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 1.0 }
    end,
}
