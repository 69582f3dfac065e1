-- id: C16e
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- Memory filled from a hundred coroutines.
local t = {}
for i = 1, 100 do coroutine.wrap(function() t[i] = {} for k = 1, 30000 do t[i][k] = { k } end end)() end
