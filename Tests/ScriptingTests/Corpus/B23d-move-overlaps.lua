-- id: B23d
-- expect: killed
-- fault: fuel_exhausted
-- table.move over itself for ever.
local t = {} for i = 1, 1000 do t[i] = i end while true do table.move(t, 1, 999, 2) table.move(t, 2, 1000, 1) end
