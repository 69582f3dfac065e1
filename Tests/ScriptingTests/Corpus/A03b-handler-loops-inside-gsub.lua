-- id: A03b
-- expect: killed
-- fault: fuel_exhausted
-- Where nothing can yield: a replacement function of string.gsub.
local s = ("x"):rep(10)
s:gsub("x", function()
    xpcall(function() while true do end end, function() while true do end end)
end)
