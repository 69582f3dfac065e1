-- id: E21
-- expect: refused
-- fault: lua_error
-- message: NaN
-- NaN as a key.
local t = {} t[0 / 0] = 1
