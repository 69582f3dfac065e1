-- id: B09h
-- expect: killed
-- A numeral of 1 MiB given to math functions.
local s = ("9"):rep(1 << 20) while true do local _ = math.floor(s) end
