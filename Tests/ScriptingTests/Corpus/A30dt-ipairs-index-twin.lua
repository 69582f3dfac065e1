-- id: A30dt
-- expect: done
-- result: 125250
local n = 0 for _, v in ipairs(setmetatable({}, { __index = function(_, i) if i <= 500 then return i end end })) do n = n + v end return n
