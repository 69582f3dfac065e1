-- id: P04e
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- seen is read for ever.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        while true do for _ in pairs(seen) do local _ = seen.stakes, seen.last, seen.rewards end end
    end,
}
