-- id: P06f
-- expect: refused
-- fault: contract_broken
-- message: too large
-- as: game
-- from: step
-- A payout of math.maxinteger.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = math.maxinteger }
    end,
}
