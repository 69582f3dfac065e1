-- id: B06b
-- expect: killed
-- fault: fuel_exhausted
-- Exponential backtracking in 60 bytes.
return ("a"):rep(100):find(("a?"):rep(30) .. ("a"):rep(30) .. "b")
