-- id: B06c
-- expect: killed
-- fault: fuel_exhausted
-- The same in gmatch.
for _ in ("a"):rep(3000):gmatch(".-.-.-.-.-b") do end
