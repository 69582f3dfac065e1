-- id: B14b
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 1000000
-- An elseif chain, again and again.
local text = "local a = 1 if a then" .. (" elseif a then"):rep(450) .. " end"
while true do load(text) end
