-- id: A25d
-- expect: killed
-- fault: fuel_exhausted
-- A function loaded inside pcall after the kill.
pcall(function() while true do end end)
while true do pcall(load("while true do end")) end
