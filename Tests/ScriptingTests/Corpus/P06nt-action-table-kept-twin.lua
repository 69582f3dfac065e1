-- id: P06nt
-- expect: done
-- result: 3 rounds; 30 staked; PlaceBet10; PlaceBet10; PlaceBet10
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        kept = kept or action local was = action.type .. action.amount action.type = nil action.amount = "x" setmetatable(action, { __index = { type = "Cheat" } }) log(was) return {}
    end,
}
