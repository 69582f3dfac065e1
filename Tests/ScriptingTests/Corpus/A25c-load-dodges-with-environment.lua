-- id: A25c
-- expect: killed
-- fault: fuel_exhausted
-- An environment of its own changes nothing.
load("while true do end", "x", "t", {})()
