-- id: P07et
-- expect: done
-- result: 3 rounds; 30 staked; 1; 1; 1
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        log(rng:pick({ [1] = 1, [math.maxinteger] = 1 })) return { type = 'PlaceBet', amount = 10 }
    end,
}
