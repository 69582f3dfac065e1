-- id: E22
-- expect: refused
-- fault: lua_error
-- message: close
-- coroutine.close is not there.
coroutine.close(coroutine.create(print))
