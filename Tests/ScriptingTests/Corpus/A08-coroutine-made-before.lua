-- id: A08
-- expect: killed
-- fault: fuel_exhausted
-- A coroutine that was made and started before runs under the meter of now.
local co = coroutine.create(function() coroutine.yield() while true do end end)
coroutine.resume(co)
coroutine.resume(co)
return "survived"
