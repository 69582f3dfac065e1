-- id: C15gt
-- expect: done
-- result: deep	nil	nil
local n, meta = 0, {}
meta.__pairs = function(t) n = n + 1 if n < 50 then return pairs(t) end return "deep" end
return pairs(setmetatable({}, meta))
