-- id: P09dt
-- expect: done
-- result: 6 rounds; 60 staked
-- as: strategy
-- from: learn
-- rounds: 6
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        keep = { ("x"):rep(100000) }
    end,
}
