-- id: P07b
-- expect: refused
-- fault: lua_error
-- message: interval is empty
-- as: strategy
-- from: decide
-- Intervals that are empty or not whole.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng:int(0) return { type = 'PlaceBet', amount = 10 }
    end,
}
