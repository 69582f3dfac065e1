-- id: P07j
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- A coroutine kept from start runs under the meter of decide.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        kept = coroutine.wrap(function() coroutine.yield() while true do end end) kept() return {}
    end,
    decide = function(memory, seen, rng)
        kept() return { type = 'PlaceBet', amount = 10 }
    end,
}
