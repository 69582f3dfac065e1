-- id: P09
-- expect: killed
-- as: strategy
-- from: decide
-- The heap is full when the host builds seen: its own windows never fail.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local keep = {} pcall(function() for i = 1, 60000 do keep[i] = ("x"):rep(100000) .. i end end)
    end,
}
