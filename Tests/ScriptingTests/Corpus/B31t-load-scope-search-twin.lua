-- id: B31t
-- expect: done
-- result: function
-- fuel: 3000000
local names = {}
for i = 1, 190 do names[i] = string.char(97 + i % 26, 97 + i // 26) .. "x" end
local text = "local " .. table.concat(names, ",") .. " = 1, 2 return function() return abx or bax end"
return type(load(text)())
