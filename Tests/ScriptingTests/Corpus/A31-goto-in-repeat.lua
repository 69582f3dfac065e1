-- id: A31
-- expect: killed
-- fault: fuel_exhausted
-- goto continue in a repeat whose condition never holds.
repeat do goto continue end ::continue:: until false
