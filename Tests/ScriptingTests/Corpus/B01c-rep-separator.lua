-- id: B01c
-- expect: refused
-- fault: lua_error
-- message: too large
-- A separator makes it long.
return ("").rep("", 1 << 40, "x")
