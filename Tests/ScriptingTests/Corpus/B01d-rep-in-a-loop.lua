-- id: B01d
-- expect: killed
-- fault: fuel_exhausted
-- The longest string, again and again.
while true do local _ = ("x"):rep(1 << 20) end
