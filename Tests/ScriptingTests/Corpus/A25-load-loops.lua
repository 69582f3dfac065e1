-- id: A25
-- expect: killed
-- fault: fuel_exhausted
-- Loaded text pays from the same fuel.
load("while true do end")()
