-- id: C15f
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through newindex ends at the limit of calls.
local meta = {}
meta.__newindex = function(t, k, v) t[k] = v end
setmetatable({}, meta).x = 1
