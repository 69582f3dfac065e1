-- id: C15i
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through format ends at the limit of calls.
local t
t = setmetatable({}, { __tostring = function() return ("%s"):format(t) end })
return ("%s"):format(t)
