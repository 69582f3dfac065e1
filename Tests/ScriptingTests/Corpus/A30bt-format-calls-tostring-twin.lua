-- id: A30bt
-- expect: done
-- result: 123456789!
return ("%s!"):format(setmetatable({}, { __tostring = function() local s = "" for i = 1, 9 do s = s .. i end return s end }))
