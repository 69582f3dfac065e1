-- id: E19b
-- expect: refused
-- fault: lua_error
-- message: table expected
-- Functions, numbers and booleans have no metatable to set.
setmetatable(print, {})
