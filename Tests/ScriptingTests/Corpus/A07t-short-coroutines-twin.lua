-- id: A07t
-- expect: done
-- result: 500500
-- A thousand coroutines that end are no crowd.
local sum = 0
for i = 1, 1000 do sum = sum + coroutine.wrap(function() return i end)() end
return sum
