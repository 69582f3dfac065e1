-- id: C15d
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through lt ends at the limit of calls.
local meta = {}
meta.__lt = function(a, b) return a < b end
return setmetatable({}, meta) < 1
