-- id: B01
-- expect: refused
-- fault: lua_error
-- message: too large
-- A string as long as memory.
return ("x"):rep(math.maxinteger)
