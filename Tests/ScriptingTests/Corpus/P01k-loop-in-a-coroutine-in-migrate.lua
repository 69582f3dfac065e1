-- id: P01k
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: migrate
-- A coroutine in migrate that never ends.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    migrate = function(memory, from)
        coroutine.wrap(function() pcall(function() while true do end end) end)() return {}
    end,
}
