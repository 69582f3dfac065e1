-- id: E04
-- expect: done
-- result: x	true	nil
-- The globals are the plugin's own: it may even lock itself out.
setmetatable(_ENV, { __index = function(_, k) return k end, __newindex = function() end })
x = 1
return x, getmetatable(_G) ~= nil, rawget(_G, "x")
