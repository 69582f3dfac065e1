-- id: B06
-- expect: killed
-- fault: fuel_exhausted
-- Polynomial backtracking: five lazy repetitions.
return ("a"):rep(3000):find(".-.-.-.-.-b")
