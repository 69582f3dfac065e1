-- id: A19b
-- expect: refused
-- fault: lua_error
-- message: loop
-- A loop of __index tables: Lua ends it after 2000 steps.
local a, b = {}, {}
setmetatable(a, { __index = b })
setmetatable(b, { __index = a })
return a.x
