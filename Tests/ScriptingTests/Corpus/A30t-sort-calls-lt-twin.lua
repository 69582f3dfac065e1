-- id: A30t
-- expect: done
-- result: 1	9
local meta = { __lt = function(a, b) local n = 0 while n < 10 do n = n + 1 end return a.v < b.v end }
local t = {}
for i = 1, 9 do t[i] = setmetatable({ v = i * 7 % 10 }, meta) end
table.sort(t)
return t[1].v, t[9].v
