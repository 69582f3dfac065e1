-- id: E20f
-- expect: refused
-- fault: lua_error
-- message: the error value is a table
-- assert with a table, with nothing, and with a long text.
assert(false, setmetatable({}, { __tostring = function() while true do end end }))
