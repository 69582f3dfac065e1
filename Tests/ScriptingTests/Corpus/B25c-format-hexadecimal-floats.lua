-- id: B25c
-- expect: killed
-- fault: fuel_exhausted
-- %a and %g for ever.
while true do ("%a %g %e %i %x %c"):format(0.1, 0.1, 0.1, 3, 255, 65) end
