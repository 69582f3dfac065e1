-- id: B21
-- expect: killed
-- A numeral of 1 MiB given to math.random.
local s = ("0"):rep(1 << 20) .. "9" while true do local _ = math.random(s) end
