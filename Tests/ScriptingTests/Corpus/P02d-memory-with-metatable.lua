-- id: P02d
-- expect: refused
-- fault: not_plain_data
-- message: metatable
-- as: strategy
-- from: save
-- Memory with a metatable.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        return setmetatable({}, { __index = function() while true do end end })
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
