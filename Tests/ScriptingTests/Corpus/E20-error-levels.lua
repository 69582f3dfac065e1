-- id: E20
-- expect: refused
-- fault: lua_error
-- message: far away
-- Errors at far levels.
error("far away", math.maxinteger)
