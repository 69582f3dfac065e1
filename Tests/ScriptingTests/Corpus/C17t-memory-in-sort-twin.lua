-- id: C17t
-- expect: done
-- result: 1	100
-- fuel: 3000000
local t, list = {}, { 3, 2, 1 }
table.sort(list, function(a, b) for k = 1, 100 do t[k] = { k } end return a < b end)
return list[1], #t
