-- id: B20
-- expect: refused
-- fault: lua_error
-- A list of long strings.
local s, t = ("x"):rep(1 << 16), {}
for i = 1, 1000 do t[i] = s end
return #table.concat(t)
