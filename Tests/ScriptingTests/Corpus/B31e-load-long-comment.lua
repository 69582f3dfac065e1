-- id: B31e
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 3000000
-- Comments and long brackets, again and again.
local text = "--[" .. ("="):rep(8000) .. "[ " while true do load(text) end
