-- id: P01jt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: learn
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        table.sort({ 3, 1, 2 }, function(a, b) return a < b end)
    end,
}
