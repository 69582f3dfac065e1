-- id: C03
-- expect: refused
-- fault: lua_error
-- message: too many coroutines
-- Coroutines that never end are counted.
local t = {}
for i = 1, 1000 do t[i] = coroutine.create(function() end) end
