-- id: P07ft
-- expect: done
-- result: 3 rounds; 30 staked; 100000; 100001; 99993
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng:shuffle(seen) rng:shuffle(string) rng:shuffle(_G) log(seen.balance) return { type = 'PlaceBet', amount = 10 }
    end,
}
