-- id: A34i
-- expect: killed
-- fault: fuel_exhausted
-- Metamethods run in the body of a loop without a call in it.
local t = setmetatable({}, { __index = function(_, k) for i = 1, k do local x = i end return k end })
for i = 1, 1e9 do local x = t[i] + t[i + 1] end
