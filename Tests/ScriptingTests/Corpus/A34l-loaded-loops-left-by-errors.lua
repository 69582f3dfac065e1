-- id: A34l
-- expect: killed
-- fault: fuel_exhausted
-- The same in a text given to load, which pays turn by turn.
local f = load('for i = 1, 1e9 do for j = 1, 1e9 do error() end end')
while true do pcall(f) end
