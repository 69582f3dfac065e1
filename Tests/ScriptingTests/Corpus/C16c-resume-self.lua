-- id: C16c
-- expect: killed
-- fault: fuel_exhausted
-- A coroutine that resumes itself and its parent, for ever.
local co co = coroutine.create(function(main) while true do coroutine.resume(co) coroutine.resume(main) end end) coroutine.resume(co, (coroutine.running()))
