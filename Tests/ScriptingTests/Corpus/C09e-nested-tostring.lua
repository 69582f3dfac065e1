-- id: C09e
-- expect: refused
-- fault: lua_error
-- message: stack overflow
-- __tostring that calls tostring on itself.
local t
t = setmetatable({}, { __tostring = function() return tostring(t) end })
return tostring(t)
