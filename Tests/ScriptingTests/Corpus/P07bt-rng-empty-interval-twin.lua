-- id: P07bt
-- expect: done
-- result: 3 rounds; 30 staked; false	false	false	false	false	false	5; false	false	false	false	false	false	5; false	false	false	false	false	false	5
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        log((pcall(rng.int, rng, 2, 1)), (pcall(rng.int, rng, 0.5)), (pcall(rng.int, rng, 0 / 0)), (pcall(rng.int, rng, math.huge)), (pcall(rng.int, rng, 2.0 ^ 63)), (pcall(rng.int, rng, {})), rng:int(5, 5)) return { type = 'PlaceBet', amount = 10 }
    end,
}
