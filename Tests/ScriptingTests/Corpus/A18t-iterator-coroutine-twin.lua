-- id: A18t
-- expect: done
-- result: 500500
local n = 0
for i in coroutine.wrap(function() for i = 1, 1000 do coroutine.yield(i) end end) do n = n + i end
return n
