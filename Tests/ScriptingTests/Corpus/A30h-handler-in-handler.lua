-- id: A30h
-- expect: killed
-- fault: fuel_exhausted
-- Message handlers that fail in message handlers, for ever.
local function h() return xpcall(error, h) end
while true do xpcall(error, h) end
