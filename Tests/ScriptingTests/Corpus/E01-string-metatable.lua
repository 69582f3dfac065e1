-- id: E01
-- expect: refused
-- fault: lua_error
-- The metatable of strings is locked.
getmetatable("").__index = function() return "owned" end
