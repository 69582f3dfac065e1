-- id: B23dt
-- expect: done
-- result: 2	999	999
local t = {} for i = 1, 1000 do t[i] = i end table.move(t, 1, 999, 2) table.move(t, 3, 1000, 1) return t[1], t[998], t[1000]
