-- id: B09j
-- expect: killed
-- fault: fuel_exhausted
-- Long strings as keys: each is hashed once.
local t, s = {}, ("x"):rep(1 << 19) while true do t[s .. #t] = nil end
