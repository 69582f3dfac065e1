-- id: P06n
-- expect: refused
-- fault: lua_error
-- message: type true 10
-- as: game
-- from: step
-- The action table is kept and filled: the next action is itself.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        kept = kept or action for i = 1, 100 do action[i] = i end setmetatable(action, { __newindex = function() while true do end end }) action.type = nil if state.n then error("type " .. tostring(rawequal(kept, action)) .. " " .. tostring(action.amount)) end state.n = 1 return {}
    end,
}
