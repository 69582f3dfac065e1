-- id: A30ft
-- expect: done
-- result: 3
local kept, set, raw = {}, setmetatable, rawset
local _ENV = set({}, { __newindex = function(t, k, v) raw(kept, k, v) end })
x, y = 1, 2
return kept.x + kept.y
