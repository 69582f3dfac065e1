-- id: C04
-- expect: killed
-- fault: memory_exhausted
-- as: strategy
-- from: decide
-- The heap is full to the brim while the host makes its own tables and texts.
local piece = ("x"):rep(1 << 16)
keep = {}
for i = 1, 220 do keep[i] = piece .. i end
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local more = {}
        for i = 1, 40 do more[i] = piece .. seen.round .. i log(i) end
        return { type = "PlaceBet", amount = 10 }
    end,
}
