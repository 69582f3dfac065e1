-- id: B25ct
-- expect: done
-- result: 0x1p-1 0.1 1.000000e-01 3 ff A
return ("%a %g %e %i %x %c"):format(0.5, 0.1, 0.1, 3, 255, 65)
