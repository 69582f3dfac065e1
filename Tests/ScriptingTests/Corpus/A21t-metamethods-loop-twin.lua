-- id: A21t
-- expect: done
-- result: less	100
local meta, calls = {}, 0
meta.__add = function(a) return a < a and "less" or "not less" end
meta.__lt = function(a) return (a .. a) == "joined" end
meta.__concat = function(a) for _ = 1, 100 do calls = calls + #a end return "joined" end
meta.__len = function() return 1 end
local a = setmetatable({}, meta)
return a + a, calls
