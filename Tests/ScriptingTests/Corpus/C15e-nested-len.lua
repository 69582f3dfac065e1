-- id: C15e
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through len ends at the limit of calls.
local meta = {}
meta.__len = function(a) return #a end
return #setmetatable({}, meta)
