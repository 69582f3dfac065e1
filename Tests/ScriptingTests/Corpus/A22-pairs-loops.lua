-- id: A22
-- expect: killed
-- fault: fuel_exhausted
-- A __pairs that never ends.
for _ in pairs(setmetatable({}, { __pairs = function() while true do end end })) do end
