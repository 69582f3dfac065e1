-- id: C09b
-- expect: refused
-- fault: lua_error
-- message: stack overflow
-- sort inside sort.
local function f() table.sort({ 2, 1 }, f) return true end
f()
