-- id: A23t
-- expect: done
-- result: end
local t t = setmetatable({}, { __call = function(_, n) if n == 0 then return "end" end return t(n - 1) end }) return t(1000)
