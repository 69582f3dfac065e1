-- id: E20c
-- expect: refused
-- fault: lua_error
-- message: the error value is a thread
-- An error value that is a coroutine.
error(coroutine.create(print))
