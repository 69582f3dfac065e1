-- id: A27
-- expect: killed
-- fault: fuel_exhausted
-- Without globals the meter still counts: it is no global.
local _ENV <const> = {} while true do end
