-- id: B24d
-- expect: killed
-- fault: fuel_exhausted
-- Floats turned into text by .. for ever.
local x = 0.1 while true do local _ = x .. x .. x .. x .. x .. x .. x .. x end
