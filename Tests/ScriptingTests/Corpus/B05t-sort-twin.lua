-- id: B05t
-- expect: done
-- result: 0	999
-- A thousand numbers.
local t = {}
for i = 1, 1000 do t[i] = i * 7919 % 1000 end
table.sort(t)
return t[1], t[1000]
