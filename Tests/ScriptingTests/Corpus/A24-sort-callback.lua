-- id: A24
-- expect: killed
-- fault: fuel_exhausted
-- A comparison function that never ends.
table.sort({ 2, 1 }, function() while true do end end)
