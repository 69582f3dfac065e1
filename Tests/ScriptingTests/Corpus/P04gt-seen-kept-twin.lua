-- id: P04gt
-- expect: done
-- result: 3 rounds; 30 staked; 1; 2; 3
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        kept = kept or seen log(kept.round) return { type = 'PlaceBet', amount = 10 }
    end,
}
