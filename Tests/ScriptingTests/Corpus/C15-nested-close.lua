-- id: C15
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through close ends at the limit of calls.
local meta = {}
meta.__close = function() local again <close> = setmetatable({}, meta) end
local first <close> = setmetatable({}, meta)
