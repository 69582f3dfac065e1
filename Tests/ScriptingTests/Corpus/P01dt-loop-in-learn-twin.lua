-- id: P01dt
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
        for _ = 1, 1000 do end 
    end,
}
