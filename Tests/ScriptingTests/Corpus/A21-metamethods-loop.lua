-- id: A21
-- expect: killed
-- fault: fuel_exhausted
-- Arithmetic, comparison, length and concatenation that call back for ever.
local meta = {}
local function spin(a) return a + a end
meta.__add = function(a) return a < a end
meta.__lt = function(a) return a .. a end
meta.__concat = function(a) while true do local _ = #a end end
meta.__len = function() return 1 end
spin(setmetatable({}, meta))
