-- id: C16
-- expect: refused
-- fault: lua_error
-- Coroutines in coroutines, to the limit.
local function nest() return coroutine.wrap(nest)() end return nest()
