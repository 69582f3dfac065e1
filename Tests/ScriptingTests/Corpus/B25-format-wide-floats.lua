-- id: B25
-- expect: killed
-- fault: fuel_exhausted
-- Floats of 400 digits for ever.
while true do ("%99.99f"):format(1e308) end
