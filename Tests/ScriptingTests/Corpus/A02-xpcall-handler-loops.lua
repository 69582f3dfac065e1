-- id: A02
-- expect: killed
-- fault: fuel_exhausted
-- A message handler that never ends, for a function that never ends.
xpcall(function() while true do end end, function() while true do end end)
