-- id: P07c
-- expect: refused
-- fault: lua_error
-- message: not between
-- as: strategy
-- from: decide
-- Weights that are not a number, infinite, negative or too large.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng:pick({ 0 / 0 }) return { type = 'PlaceBet', amount = 10 }
    end,
}
