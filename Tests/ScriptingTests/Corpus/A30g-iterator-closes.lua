-- id: A30g
-- expect: killed
-- fault: fuel_exhausted
-- The closing value of a for loop runs a handler that loops.
for _ in next, {}, nil, setmetatable({}, { __close = function() while true do end end }) do end
