-- id: B26d
-- expect: killed
-- fault: fuel_exhausted
-- utf8.codes over long strings.
local s = ("x"):rep(1 << 20) while true do for _ in utf8.codes(s) do end end
