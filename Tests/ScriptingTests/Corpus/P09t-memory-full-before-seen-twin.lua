-- id: P09t
-- expect: done
-- result: 3 rounds; 30 staked; 3	true; 3	true; 3	true
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local keep = {} for i = 1, 100 do keep[i] = ("x"):rep(10000) .. i end log(#seen.stakes, #seen.legal > 0) return { type = 'PlaceBet', amount = 10 }
    end,
}
