-- id: C17dt
-- expect: done
-- result: 60
-- fuel: 3000000
local keep = {}
xpcall(error, function() for i = 1, 60 do keep[#keep + 1] = ("x"):rep(1000) .. i end end)
return #keep
