-- id: C09
-- expect: refused
-- fault: lua_error
-- message: stack overflow
-- gsub inside gsub ends at the limit of C calls.
local function f() return (("x"):gsub("x", f)) end
f()
