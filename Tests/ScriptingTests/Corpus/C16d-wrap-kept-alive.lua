-- id: C16d
-- expect: refused
-- fault: lua_error
-- message: too many coroutines
-- Coroutines that wait for ever, each in a table, and a new one.
local t = {} for i = 1, 300 do t[i] = coroutine.wrap(function() coroutine.yield() end) t[i]() end
