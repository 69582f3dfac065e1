-- id: C16et
-- expect: done
-- result: 20	100
-- fuel: 3000000
local t = {}
for i = 1, 20 do coroutine.wrap(function() t[i] = {} for k = 1, 100 do t[i][k] = { k } end end)() end
return #t, t[20][100][1]
