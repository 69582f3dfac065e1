-- id: B23c
-- expect: killed
-- fault: fuel_exhausted
-- table.move at the end of the integers.
table.move({}, math.mininteger, -2, 1)
