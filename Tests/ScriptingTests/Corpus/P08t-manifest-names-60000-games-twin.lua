-- id: P08t
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: load
local list = {} for i = 1, 1000 do list[i] = "g" .. i end
return {
    name = "attack", version = "1", api = 1, games = list, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
