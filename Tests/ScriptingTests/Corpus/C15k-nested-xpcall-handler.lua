-- id: C15k
-- expect: refused
-- fault: lua_error
-- Recursion through xpcall handler ends at the limit of calls.
local function f() error("x") end
local function h() f() end
local ok, message = xpcall(f, h)
error(message, 0)
