-- id: P02ct
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: actions
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    action_types = { "PlaceBet", "Hit" },
    actions = function(state)
        return setmetatable({ "PlaceBet" }, { __len = function() while true do end end })
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
