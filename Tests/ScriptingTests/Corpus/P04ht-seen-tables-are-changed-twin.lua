-- id: P04ht
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        seen.stakes[1] = 7 seen.legal[1] = "Cheat" return { type = 'PlaceBet', amount = 10 }
    end,
}
