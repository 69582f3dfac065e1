-- id: E05b
-- expect: done
-- result: _G _VERSION assert budget coroutine error getmetatable ipairs load log math next pairs pcall print rawequal rawget rawlen rawset select setmetatable string table tonumber tostring type utf8 xpcall
-- The globals are exactly those of the allow list.
local names = {}
for name in pairs(_G) do names[#names + 1] = name end
return table.concat(names, " ")
