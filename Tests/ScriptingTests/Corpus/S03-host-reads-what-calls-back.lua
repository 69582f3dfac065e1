-- id: S03
-- expect: refused
-- as: strategy
-- from: decide
-- What the host reads of an action would run the plugin.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return setmetatable({}, { __index = function() while true do end end })
    end,
}
