-- id: A13c
-- expect: killed
-- fault: log_exhausted
-- A line of 1 MiB is refused before it is copied.
local s = ("x"):rep(1 << 20) log(s, s, s, s, s, s)
