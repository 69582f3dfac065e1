-- id: P07e
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- The same with a border at the last integer, where a sum would wrap around.
local far = load("return { 1, 2, 3, 4, [5] = 1, [math.maxinteger] = 1" .. (function() local s = "" for i = 3, 62 do s = s .. ", [" .. (1 << i) .. "] = 1" end return s end)() .. "}")()
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rng:pick(far)
    end,
}
