-- id: P04bt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rawset(seen, "mine", 1) return { type = 'PlaceBet', amount = 10 }
    end,
}
