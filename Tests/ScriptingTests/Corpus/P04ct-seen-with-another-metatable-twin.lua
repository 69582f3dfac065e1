-- id: P04ct
-- expect: done
-- result: 3 rounds; 30 staked; false	false; false	false; false	false
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        log(tostring(getmetatable(seen)), (pcall(setmetatable, seen, {}))) return { type = 'PlaceBet', amount = 10 }
    end,
}
