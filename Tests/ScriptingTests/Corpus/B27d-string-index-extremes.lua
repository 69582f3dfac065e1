-- id: B27d
-- expect: killed
-- fault: fuel_exhausted
-- Indexes at both ends of the integers, for ever.
local s = ("x"):rep(1 << 20) while true do s:sub(math.mininteger, math.maxinteger) s:byte(math.maxinteger) s:find("y", math.mininteger, true) end
