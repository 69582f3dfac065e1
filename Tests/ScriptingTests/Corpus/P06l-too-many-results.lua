-- id: P06l
-- expect: refused
-- fault: contract_broken
-- message: returned a nil
-- as: game
-- from: step
-- Ten thousand results: the first counts.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return table.unpack({}, 1, 9000)
    end,
}
