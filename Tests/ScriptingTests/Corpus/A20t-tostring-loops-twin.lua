-- id: A20t
-- expect: done
-- result: logged
log(setmetatable({}, { __tostring = function() local s = "" for i = 1, 9 do s = s .. i end return s end })) return "logged"
