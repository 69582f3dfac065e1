-- id: A04ct
-- expect: done
-- result: 100	nil
local t = setmetatable({}, { __index = { 7 } })
for i = 1, 100 do t[i] = {} end
return #t, getmetatable(t).__mode
