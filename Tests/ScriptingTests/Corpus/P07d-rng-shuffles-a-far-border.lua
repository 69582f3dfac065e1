-- id: P07d
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- shuffle and pick on a table whose border is 2^62.
local far = { 1, 2, 3, 4, [5] = 1 } for i = 3, 62 do far[1 << i] = 1 end
far = load("return { 1, 2, 3, 4, [5] = 1" .. (function() local s = "" for i = 3, 62 do s = s .. ", [" .. (1 << i) .. "] = 1" end return s end)() .. "}")()
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        pcall(rng.pick, rng, far) rng:shuffle(far)
    end,
}
