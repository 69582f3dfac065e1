-- id: B09f
-- expect: killed
-- A numeral of 1 MiB in arithmetic.
local s = ("0"):rep(1 << 20) while true do local _ = s + 1 end
