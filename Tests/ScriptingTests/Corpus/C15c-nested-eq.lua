-- id: C15c
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through eq ends at the limit of calls.
local meta = {}
meta.__eq = function(a, b) return a == b end
return setmetatable({}, meta) == setmetatable({}, meta)
