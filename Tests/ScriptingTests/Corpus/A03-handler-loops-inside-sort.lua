-- id: A03
-- expect: killed
-- fault: fuel_exhausted
-- Where nothing can yield: a comparison function of table.sort.
table.sort({ 3, 2, 1 }, function()
    xpcall(function() while true do end end, function() while true do end end)
    return true
end)
