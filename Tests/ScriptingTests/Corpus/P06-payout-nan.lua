-- id: P06
-- expect: refused
-- fault: contract_broken
-- message: nan
-- as: game
-- from: step
-- A payout of 0 / 0.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 0 / 0 }
    end,
}
