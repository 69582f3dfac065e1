-- id: B09g
-- expect: refused
-- fault: lua_error
-- message: bitwise
-- A numeral of 1 MiB in a bitwise operation: strings are no integers there.
local s = ("0"):rep(1 << 20) while true do local _ = s | 1 end
