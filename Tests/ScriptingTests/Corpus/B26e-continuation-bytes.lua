-- id: B26e
-- expect: killed
-- fault: fuel_exhausted
-- Only continuation bytes: every step looks far.
local s = ("\x80"):rep(1 << 20) while true do pcall(utf8.offset, s, 1, 1 << 19) pcall(utf8.len, s) pcall(utf8.offset, s, 5) end
