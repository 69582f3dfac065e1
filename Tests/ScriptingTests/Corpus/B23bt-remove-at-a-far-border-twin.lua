-- id: B23bt
-- expect: done
-- result: 1	61
local t = {}
for i = 1, 62 do t[i] = i end
return table.remove(t, 1), #t
