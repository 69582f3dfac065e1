-- id: C15g
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through pairs ends at the limit of calls.
local meta = {}
meta.__pairs = function(t) return pairs(t) end
pairs(setmetatable({}, meta))
