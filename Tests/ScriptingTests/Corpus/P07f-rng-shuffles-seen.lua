-- id: P07f
-- expect: refused
-- fault: lua_error
-- message: table expected
-- as: strategy
-- from: decide
-- shuffle on seen and on the string table.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng:shuffle("text") return { type = 'PlaceBet', amount = 10 }
    end,
}
