-- id: A04t
-- expect: done
-- result: 4	nil
local t = setmetatable({}, { __close = function() end, __index = function() return 4 end })
return t.x, getmetatable(t).__gc
