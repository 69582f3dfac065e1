-- id: A34f
-- expect: killed
-- fault: fuel_exhausted
-- A limit that is a text, read again each time that turns are paid.
local limit = (' '):rep(150) .. '9999999999'
while true do for i = 1, limit do end end
