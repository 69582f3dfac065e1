-- id: B31bt
-- expect: done
-- result: table
-- fuel: 3000000
return type(load("return false" .. (" or nil"):rep(300) .. " or {}")())
