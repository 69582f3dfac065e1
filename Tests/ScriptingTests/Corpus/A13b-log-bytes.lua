-- id: A13b
-- expect: killed
-- fault: log_exhausted
-- More log text than one call may write.
log(("x"):rep(5000))
