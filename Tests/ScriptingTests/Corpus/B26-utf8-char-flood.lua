-- id: B26
-- expect: killed
-- fault: fuel_exhausted
-- utf8.char with many code points.
local t = {} for i = 1, 5000 do t[i] = 0x7FFFFFFF end while true do utf8.char(table.unpack(t)) end
