-- id: P04ft
-- expect: done
-- result: 3 rounds; 30 staked; 0; 1; 2
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        log(seen.view.steps) return { type = 'PlaceBet', amount = 10 }
    end,
}
