-- id: P02i
-- expect: refused
-- fault: not_plain_data
-- message: memory.f is a function
-- as: strategy
-- from: save
-- Memory that holds a function.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory.f = print return { type = 'PlaceBet', amount = 10 }
    end,
}
