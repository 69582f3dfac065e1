-- id: P08jt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: load
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary", budget = { fuel = 1, memory = 1 },
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
