-- id: C09et
-- expect: done
-- result: deep
local v local depth = 0 v = setmetatable({}, { __tostring = function() depth = depth + 1 if depth < 20 then return tostring(v) end return "deep" end }) return tostring(v)
