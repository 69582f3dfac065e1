-- id: P04et
-- expect: done
-- result: 3 rounds; 30 staked; 11; 12; 12
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local n = 0 for _ in pairs(seen) do n = n + 1 end log(n) return { type = 'PlaceBet', amount = 10 }
    end,
}
