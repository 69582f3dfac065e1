-- id: A16f
-- expect: killed
-- fault: fuel_exhausted
-- A generic for over a C function that never gives nil.
for _ in rawlen, { 1 } do end
