-- id: A13
-- expect: killed
-- fault: host_calls_exhausted
-- More host calls than one call may make.
while true do log("x") end
