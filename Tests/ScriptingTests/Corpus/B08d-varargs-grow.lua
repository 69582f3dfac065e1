-- id: B08d
-- expect: killed
-- Each call hands on one value more.
local function pass(...) return pass(1, ...) end
while true do pcall(pass) end
