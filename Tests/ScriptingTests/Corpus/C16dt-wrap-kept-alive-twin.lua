-- id: C16dt
-- expect: done
-- result: 20100
local t, n = {}, 0 for i = 1, 200 do t[i] = coroutine.wrap(function() coroutine.yield(i) end) n = n + t[i]() end return n
