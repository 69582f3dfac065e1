-- id: C18
-- expect: killed
-- fault: fuel_exhausted
-- A list whose border is far away.
local t = {} for i = 1, 60000 do t[i] = i end for i = 1, 59999 do t[i] = nil end while true do local _ = #t table.insert(t, 1) t[#t] = nil end
