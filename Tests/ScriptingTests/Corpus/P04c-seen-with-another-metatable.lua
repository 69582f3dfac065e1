-- id: P04c
-- expect: refused
-- fault: lua_error
-- message: protected metatable
-- as: strategy
-- from: decide
-- seen keeps its metatable.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        setmetatable(seen, {}) return { type = 'PlaceBet', amount = 10 }
    end,
}
