-- id: P07h
-- expect: refused
-- fault: lua_error
-- message: kept works
-- as: strategy
-- from: decide
-- An rng kept from start draws from the round it is used in.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        kept = rng return {}
    end,
    decide = function(memory, seen, rng)
        if kept:int(10) ~= nil then error("kept works") end
    end,
}
