-- id: P08it
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: load
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary", params = { a = { type = "number", default = 2.0 ^ 63, max = math.huge }, b = { type = "integer", default = math.mininteger } },
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
