-- id: P02j
-- expect: refused
-- fault: not_plain_data
-- message: key that is not
-- as: strategy
-- from: save
-- Memory with a table as key.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory[memory] = 1 return { type = 'PlaceBet', amount = 10 }
    end,
}
