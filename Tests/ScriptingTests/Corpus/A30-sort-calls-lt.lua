-- id: A30
-- expect: killed
-- fault: fuel_exhausted
-- table.sort calls an __lt that loops.
local meta = { __lt = function() while true do end end }
local t = {}
for i = 1, 9 do t[i] = setmetatable({}, meta) end
table.sort(t)
