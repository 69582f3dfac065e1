-- id: P08lt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: load
pcall(error, setmetatable({}, { __tostring = function() while true do end end }))
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
