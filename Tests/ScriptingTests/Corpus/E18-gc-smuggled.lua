-- id: E18
-- expect: refused
-- fault: lua_error
-- message: __gc
-- __gc that an __index of the metatable would give.
local meta = setmetatable({}, { __index = { __gc = function() while true do end end } })
local t = {}
meta.__gc = true
setmetatable(t, meta)
