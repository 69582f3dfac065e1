-- id: A15c
-- expect: killed
-- fault: fuel_exhausted
-- A loop whose body is left at once.
while true do goto continue ::continue:: end
