-- id: B29
-- expect: killed
-- fault: fuel_exhausted
-- 32 captures with backtracking.
return (("a"):rep(2000)):find(("(a-)"):rep(30) .. "b")
