-- id: B09et
-- expect: done
-- result: 7	nil
return tonumber(("0"):rep(1 << 10) .. "7"), tonumber(("0"):rep(1 << 20) .. "x")
