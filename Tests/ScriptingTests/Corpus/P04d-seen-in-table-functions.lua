-- id: P04d
-- expect: refused
-- fault: lua_error
-- message: plain tables
-- as: strategy
-- from: decide
-- table functions take plain tables, not seen.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        table.insert(seen, 1) return { type = 'PlaceBet', amount = 10 }
    end,
}
