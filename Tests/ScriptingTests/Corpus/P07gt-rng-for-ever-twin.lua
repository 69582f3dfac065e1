-- id: P07gt
-- expect: done
-- result: 3 rounds; 30 staked; 100; 100; 100
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local n = 0 for _ = 1, 100 do n = n + rng:int(1, 1) end log(n) return { type = 'PlaceBet', amount = 10 }
    end,
}
