-- id: A01
-- expect: killed
-- fault: fuel_exhausted
-- pcall cannot catch the kill.
while true do pcall(function() while true do end end) end
