-- id: P01et
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: migrate
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    migrate = function(memory, from)
        for _ = 1, 1000 do end return memory
    end,
}
