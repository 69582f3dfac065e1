-- id: P07i
-- expect: refused
-- fault: lua_error
-- message: int
-- as: strategy
-- from: decide
-- The rng of a plugin is its own table: breaking it breaks only this plugin.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng.int = nil rng:int(5) return { type = 'PlaceBet', amount = 10 }
    end,
}
