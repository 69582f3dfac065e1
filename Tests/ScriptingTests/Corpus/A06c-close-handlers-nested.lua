-- id: A06c
-- expect: killed
-- Each __close handler opens another one.
local meta = {}
meta.__close = function()
    local guard <close> = setmetatable({}, meta)
    pcall(function() local again <close> = setmetatable({}, meta) end)
end
while true do
    pcall(function() local guard <close> = setmetatable({}, meta) end)
end
