-- id: P07dt
-- expect: done
-- result: 3 rounds; 30 staked; 3	0	false; 3	0	false; 3	0	false
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        log(#rng:shuffle({ 1, 2, 3 }), #rng:shuffle({}), (pcall(rng.shuffle, rng, nil))) return { type = 'PlaceBet', amount = 10 }
    end,
}
