-- id: P02ht
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: save
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory.kept = seen.balance return { type = 'PlaceBet', amount = 10 }
    end,
}
