-- id: B31
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 3000000
-- Names looked up through many functions with many locals, again and again.
local names = {}
for i = 1, 190 do names[i] = string.char(97 + i % 26, 97 + i // 26) .. "x" end
local pre = ("local " .. table.concat(names, ",") .. " f=function()"):rep(10)
local text = pre .. ("A()"):rep((8000 - #pre) // 3) .. (" end"):rep(10)
while true do load(text) end
