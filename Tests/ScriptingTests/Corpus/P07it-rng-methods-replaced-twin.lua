-- id: P07it
-- expect: done
-- result: 3 rounds; 30 staked; 4; 4; 4
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng.int = function() return 4 end log(rng:int(9)) return { type = 'PlaceBet', amount = 10 }
    end,
}
