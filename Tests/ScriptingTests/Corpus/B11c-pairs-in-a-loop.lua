-- id: B11c
-- expect: killed
-- fault: fuel_exhausted
-- pairs on a large table, left at once.
local t = {}
for i = 1, 10000 do t["k" .. i] = 1 end
while true do for _ in pairs(t) do break end end
