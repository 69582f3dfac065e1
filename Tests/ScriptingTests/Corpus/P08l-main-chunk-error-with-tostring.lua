-- id: P08l
-- expect: refused
-- fault: lua_error
-- message: the error value is a table
-- as: strategy
-- from: load
-- A main chunk that throws a table whose __tostring loops.
error(setmetatable({}, { __tostring = function() while true do end end }))
