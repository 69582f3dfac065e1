-- id: P01mt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: actions
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    action_types = { "PlaceBet", "Hit" },
    actions = function(state)
        local guard <close> = setmetatable({}, { __close = function() end }) return { "PlaceBet" }
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
