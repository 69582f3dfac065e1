-- id: C16ct
-- expect: done
-- result: false	cannot resume non-suspended coroutine	dead	false	cannot resume dead coroutine
local co co = coroutine.create(function() return coroutine.resume(co) end) local _, ok, m = coroutine.resume(co) return ok, m, coroutine.status(co), coroutine.resume(co)
