-- id: C15b
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through concat ends at the limit of calls.
local meta = {}
meta.__concat = function(a, b) return a .. b end
return setmetatable({}, meta) .. 1
