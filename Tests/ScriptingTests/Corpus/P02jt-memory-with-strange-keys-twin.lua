-- id: P02jt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: save
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory[1.5] = 1 memory[true] = 2 memory[-1 << 63] = 3 memory[""] = 4 return { type = 'PlaceBet', amount = 10 }
    end,
}
