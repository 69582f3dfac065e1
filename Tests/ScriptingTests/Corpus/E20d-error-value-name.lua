-- id: E20d
-- expect: refused
-- fault: lua_error
-- message: the error value is a
-- An error value whose __name is a megabyte.
error(setmetatable({}, { __name = ("n"):rep(1 << 20), __tostring = function() while true do end end }))
