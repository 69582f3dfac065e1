-- id: P09bt
-- expect: done
-- result: 3 rounds; 30 staked; x; x; x
-- as: strategy
-- from: learn
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        log("x")
    end,
}
