-- id: B05c
-- expect: killed
-- fault: fuel_exhausted
-- Sorting for ever.
local t = {}
for i = 1, 1000 do t[i] = i * 7919 % 1000 end
while true do table.sort(t, function(a, b) return a > b end) table.sort(t) end
