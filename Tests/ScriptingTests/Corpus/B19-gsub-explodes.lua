-- id: B19
-- expect: killed
-- fault: fuel_exhausted
-- A replacement that repeats the match.
return #(("x"):rep(1 << 15)):gsub(".", ("%0"):rep(1000))
