-- id: A33c
-- expect: killed
-- fault: log_exhausted
-- The end of the log budget can not be caught.
while true do pcall(log, ("x"):rep(1000)) end
