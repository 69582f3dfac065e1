-- id: B14bt
-- expect: done
-- result: 5
-- fuel: 3000000
return load("local a = false if a then" .. (" elseif a then"):rep(300) .. " else return 5 end")()
