-- id: C10b
-- expect: done
-- result: nil	true
-- Table constructors nested too deeply.
local f, message = load("return " .. ("{"):rep(1000) .. ("}"):rep(1000))
return f, message:find("overflow") ~= nil
