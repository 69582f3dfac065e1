-- id: A22t
-- expect: done
-- result: 500500
local t = setmetatable({}, { __pairs = function(t) local i = 0 return function() i = i + 1 if i <= 1000 then return i, i end end, t end })
local sum = 0
for _, v in pairs(t) do sum = sum + v end
return sum
