-- id: A13d
-- expect: killed
-- fault: host_calls_exhausted
-- print counts as log.
while true do pcall(print, "x") end
