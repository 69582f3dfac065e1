-- id: E07c
-- expect: done
-- result: nil	table
-- Nor do error messages.
local _, a = pcall(function() return {} + 1 end)
local _, b = pcall(error, setmetatable({}, { __name = "thing" }))
local _, c = pcall(ipairs)
return (a .. c):find("0x"), type(b)
