-- id: A16e
-- expect: killed
-- fault: fuel_exhausted
-- A generic for over a function that never gives nil.
for _ in function() return 1 end do end
