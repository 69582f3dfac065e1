-- id: C02b
-- expect: refused
-- fault: lua_error
-- message: not enough memory
-- fuel: 20000000
-- One hash part ends at 1 MiB.
local t = {} for i = 1, 200000 do t["k" .. i] = i end
