-- id: A03t
-- expect: done
-- result: 1	2	3	0
local handled = 0
local list = { 3, 2, 1 }
table.sort(list, function(a, b)
    xpcall(error, function() for _ = 1, 50 do handled = handled + 1 end end)
    return a < b
end)
return list[1], list[2], list[3], handled % 50
