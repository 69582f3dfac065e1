-- id: C09f
-- expect: refused
-- fault: lua_error
-- message: overflow
-- __index functions that index themselves.
local t = setmetatable({}, { __index = function(self, k) return self[k .. "x"] end })
return t.x
