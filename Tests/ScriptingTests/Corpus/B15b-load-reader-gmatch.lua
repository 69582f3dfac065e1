-- id: B15b
-- expect: refused
-- fault: lua_error
-- message: load takes text
-- An iterator as reader.
return load((" "):rep(100):gmatch("."))
