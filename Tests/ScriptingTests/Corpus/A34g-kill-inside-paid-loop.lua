-- id: A34g
-- expect: killed
-- fault: fuel_exhausted
-- What loops around a kill have paid ahead buys nothing afterwards.
for i = 1, 1e9 do pcall(function() for j = 1, 1e9 do pcall(function() while true do end end) end end) end
