-- id: B30
-- expect: killed
-- fault: fuel_exhausted
-- Sorting long strings with one beginning.
local s, t = ("x"):rep(10000), {} for i = 1, 1000 do t[i] = s .. i % 10 end while true do table.sort(t) table.sort(t, function(a, b) return a > b end) end
