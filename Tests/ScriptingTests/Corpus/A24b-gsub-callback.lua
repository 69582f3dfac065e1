-- id: A24b
-- expect: killed
-- fault: fuel_exhausted
-- A replacement function that never ends.
return (("x"):gsub("x", function() while true do end end))
