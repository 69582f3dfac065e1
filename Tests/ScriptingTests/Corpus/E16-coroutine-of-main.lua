-- id: E16
-- expect: done
-- result: true	false	cannot resume non-suspended coroutine	false	attempt to yield from outside a coroutine
-- The main coroutine cannot be resumed or yield.
local main, is_main = coroutine.running()
local ok, message = coroutine.resume(main)
return is_main, ok, message, pcall(coroutine.yield)
