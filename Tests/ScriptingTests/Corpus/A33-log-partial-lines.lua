-- id: A33
-- expect: killed
-- fault: host_calls_exhausted
-- Lines of nothing: each is a host call.
while true do log() end
