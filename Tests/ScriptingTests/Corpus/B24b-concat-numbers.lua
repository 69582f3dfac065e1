-- id: B24b
-- expect: killed
-- fault: fuel_exhausted
-- Numbers joined for ever.
local t = {} for i = 1, 200 do t[i] = i / 3 end while true do table.concat(t) end
