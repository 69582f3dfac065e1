-- id: A34k
-- expect: killed
-- fault: fuel_exhausted
-- Every turn ends in a handler that has a loop of its own.
for i = 1, 1e9 do local c <close> = setmetatable({}, { __close = function() for j = 1, i do end end }) end
