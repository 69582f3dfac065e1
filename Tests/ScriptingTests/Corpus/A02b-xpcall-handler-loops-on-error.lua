-- id: A02b
-- expect: killed
-- fault: fuel_exhausted
-- A message handler that never ends, for an ordinary error.
xpcall(error, function() while true do end end)
