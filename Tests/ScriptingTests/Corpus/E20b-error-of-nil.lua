-- id: E20b
-- expect: refused
-- fault: lua_error
-- message: the error value is a nil
-- An error value of nil.
error()
