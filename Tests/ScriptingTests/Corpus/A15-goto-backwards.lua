-- id: A15
-- expect: killed
-- fault: fuel_exhausted
-- A loop made of a label.
::again:: goto again
