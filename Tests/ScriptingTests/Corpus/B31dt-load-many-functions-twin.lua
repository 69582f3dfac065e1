-- id: B31dt
-- expect: done
-- result: 100
-- fuel: 3000000
return #load("return {" .. ("function()end,"):rep(100) .. "}")()
