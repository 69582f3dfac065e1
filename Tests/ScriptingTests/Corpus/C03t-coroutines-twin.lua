-- id: C03t
-- expect: done
-- result: 32896
-- 256 at once are allowed.
local t = {}
for i = 1, 256 do t[i] = coroutine.create(function() return i end) end
local sum = 0
for i = 1, 256 do sum = sum + select(2, coroutine.resume(t[i])) end
return sum
