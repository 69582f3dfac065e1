-- id: P07g
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- Random numbers for ever.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        while true do rng:float() rng:int(10) rng:int(math.mininteger, math.maxinteger) rng:pick({ 1, 2 }) math.random() end
    end,
}
