-- id: P02it
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: save
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory.f = "print" return { type = 'PlaceBet', amount = 10 }
    end,
}
