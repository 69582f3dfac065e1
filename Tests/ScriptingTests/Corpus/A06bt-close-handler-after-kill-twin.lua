-- id: A06bt
-- expect: done
-- result: 20
local closed = 0
local function loop()
    local guard <close> = setmetatable({}, { __close = function() closed = closed + 1 end })
    for i = 1, 100 do if i == 50 then error("stop") end end
end
for _ = 1, 20 do pcall(loop) end
return closed
