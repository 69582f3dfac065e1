-- id: P04
-- expect: refused
-- fault: lua_error
-- message: read-only
-- as: strategy
-- from: decide
-- seen is read-only.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        seen.balance = 1 << 60 return { type = 'PlaceBet', amount = 10 }
    end,
}
