-- id: B27c
-- expect: killed
-- fault: fuel_exhausted
-- math.random over all integers, for ever.
while true do math.random(math.mininteger, math.maxinteger) math.random(0) math.random() end
