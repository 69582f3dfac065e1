-- id: C09ft
-- expect: done
-- result: 51
local v = setmetatable({}, { __index = function(self, k) if #k > 50 then return #k end return self[k .. "x"] end }) return v.x
