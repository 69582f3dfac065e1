-- id: A06b
-- expect: killed
-- fault: fuel_exhausted
-- A kill runs the __close handlers, but their code is dead.
local function loop()
    local guard <close> = setmetatable({}, { __close = function() while true do end end })
    while true do end
end
while true do pcall(loop) end
