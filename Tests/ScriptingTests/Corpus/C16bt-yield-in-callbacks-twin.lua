-- id: C16bt
-- expect: done
-- result: false	attempt to yield across a C-call boundary	false	attempt to yield from outside a coroutine
local ok, m = coroutine.resume(coroutine.create(function() return (("x"):gsub("x", function() coroutine.yield() end)) end)) return ok, m, pcall(coroutine.yield)
