-- id: E15t
-- expect: done
-- result: 6
local v = setmetatable({}, { __index = { 5 } }) setmetatable(v, { __index = { 6 } }) return v[1]
