-- id: C10
-- expect: done
-- result: nil	true
-- The parser refuses what is nested too deeply.
local f, message = load("return " .. ("("):rep(1000) .. "1" .. (")"):rep(1000))
return f, message:find("overflow") ~= nil
