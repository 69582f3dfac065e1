-- id: P02k
-- expect: refused
-- fault: not_plain_data
-- message: 1 MiB
-- as: strategy
-- from: save
-- More memory than is kept.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory[#memory + 1] = ("x"):rep(400000) return { type = 'PlaceBet', amount = 10 }
    end,
}
