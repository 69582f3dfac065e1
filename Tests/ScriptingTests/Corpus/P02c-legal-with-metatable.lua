-- id: P02c
-- expect: refused
-- fault: contract_broken
-- message: 0 action types
-- as: game
-- from: actions
-- A list of actions made by metamethods: it is read raw.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    action_types = { "PlaceBet", "Hit" },
    actions = function(state)
        return setmetatable({}, { __len = function() return 1 end, __index = function() return "PlaceBet" end })
    end,
    step = function(state, action, rng)
        return { payout = 0 }
    end,
}
