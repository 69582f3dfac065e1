-- id: A17
-- expect: refused
-- fault: lua_error
-- message: nest too deeply
-- Recursion ends at the size of the call stack.
local function f() return 1 + f() end f()
