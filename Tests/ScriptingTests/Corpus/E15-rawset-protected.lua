-- id: E15
-- expect: refused
-- fault: lua_error
-- message: protected
-- A protected metatable stays.
local t = setmetatable({}, { __metatable = false }) setmetatable(t, {})
