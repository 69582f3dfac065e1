-- id: B11b
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 3000000
-- Insertions and deletions on a full table.
local t = {}
for i = 1, 1 << 13 do t[i .. ""] = i end
local i = 0
while true do t[i .. "x"] = 1 t[i .. "x"] = nil i = i + 1 end
