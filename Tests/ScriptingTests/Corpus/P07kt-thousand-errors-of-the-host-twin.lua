-- id: P07kt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        for _ = 1, 1000 do pcall(rng.int, rng, 0) pcall(rng.pick, rng, {}) pcall(rng.shuffle) end return { type = 'PlaceBet', amount = 10 }
    end,
}
