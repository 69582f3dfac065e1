-- id: B15
-- expect: refused
-- fault: lua_error
-- message: load takes text
-- A reader function would loop in C.
return load(function() return (" "):rep(1000) end)
