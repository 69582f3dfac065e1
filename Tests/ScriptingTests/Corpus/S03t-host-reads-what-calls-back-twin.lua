-- id: S03t
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return setmetatable({ type = "PlaceBet", amount = 10 }, { __index = function() while true do end end })
    end,
}
