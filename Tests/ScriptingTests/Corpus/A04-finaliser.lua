-- id: A04
-- expect: refused
-- fault: lua_error
-- message: __gc
-- A finaliser would run unmetered: __gc is refused.
setmetatable({}, { __gc = function() while true do end end })
