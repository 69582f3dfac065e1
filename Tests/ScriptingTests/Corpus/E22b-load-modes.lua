-- id: E22b
-- expect: refused
-- fault: lua_error
-- message: text only
-- load with other modes and with an environment of nil.
return load("return 1", "x", "b")()
