-- id: E09
-- expect: refused
-- fault: lua_error
-- message: the error value is a table
-- An error value is never rendered by its own code.
error(setmetatable({}, { __tostring = function() while true do end end }))
