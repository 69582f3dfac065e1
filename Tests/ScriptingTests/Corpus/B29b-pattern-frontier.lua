-- id: B29b
-- expect: killed
-- fault: fuel_exhausted
-- Frontiers and sets over a long string, for ever.
local s = ("a."):rep(1 << 18) while true do s:gsub("%f[%w]%w-%f[%W]", "") end
