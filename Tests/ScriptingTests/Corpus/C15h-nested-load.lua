-- id: C15h
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 2000000
-- Recursion through load.
function again() return load("return again()")() + 1 end
return again()
