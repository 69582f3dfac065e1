-- id: B02t
-- expect: done
-- result: 2000
-- A thousand items.
local t = {} for i = 1, 1000 do t[i] = i end return #table.move(t, 1, 1000, 1001)
