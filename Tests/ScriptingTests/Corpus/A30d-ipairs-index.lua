-- id: A30d
-- expect: killed
-- fault: fuel_exhausted
-- ipairs over an __index that always gives something.
local n = 0 for _ in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do n = n + 1 end
