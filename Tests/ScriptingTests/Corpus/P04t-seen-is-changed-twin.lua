-- id: P04t
-- expect: done
-- result: 3 rounds; 30 staked; 100000; 100001; 99993
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        pcall(function() seen.balance = 1 end) log(seen.balance) return { type = 'PlaceBet', amount = 10 }
    end,
}
