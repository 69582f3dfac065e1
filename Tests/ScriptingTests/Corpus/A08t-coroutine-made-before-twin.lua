-- id: A08t
-- expect: done
-- result: true	end
local co = coroutine.create(function() coroutine.yield() for _ = 1, 1000 do end return "end" end)
coroutine.resume(co)
return coroutine.resume(co)
