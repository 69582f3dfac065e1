-- id: P02h
-- expect: refused
-- fault: not_plain_data
-- message: metatable
-- as: strategy
-- from: save
-- Memory that holds seen.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory.kept = seen return { type = 'PlaceBet', amount = 10 }
    end,
}
