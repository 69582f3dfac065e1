-- id: P07
-- expect: refused
-- fault: lua_error
-- message: bad argument
-- as: strategy
-- from: decide
-- rng.int without a self.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng.int(1) return { type = 'PlaceBet', amount = 10 }
    end,
}
