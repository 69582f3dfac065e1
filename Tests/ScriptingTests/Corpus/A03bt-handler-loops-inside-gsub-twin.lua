-- id: A03bt
-- expect: done
-- result: 50505050505050505050
return (("x"):rep(10):gsub("x", function()
    local _, n = xpcall(error, function() local k = 0 for _ = 1, 50 do k = k + 1 end return k end)
    return n
end))
