-- id: A06
-- expect: killed
-- fault: fuel_exhausted
-- A __close handler that never ends.
do
    local guard <close> = setmetatable({}, { __close = function() while true do end end })
end
