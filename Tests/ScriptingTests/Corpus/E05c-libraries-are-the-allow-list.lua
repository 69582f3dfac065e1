-- id: E05c
-- expect: done
-- result: left used | create isyieldable resume running status wrap yield | concat insert move pack remove sort unpack | char charpattern codepoint codes len offset |	nil
-- So are the functions of the libraries.
local names = {}
for _, library in ipairs({ budget, coroutine, table, utf8 }) do
    for name in pairs(library) do names[#names + 1] = name end
    names[#names + 1] = "|"
end
return table.concat(names, " "), math.randomseed
