-- id: C01c
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- The end of memory is no error that can be caught.
local t = {}
while true do pcall(function() for i = 1, 60000 do t[i] = { t[i] } end end) end
