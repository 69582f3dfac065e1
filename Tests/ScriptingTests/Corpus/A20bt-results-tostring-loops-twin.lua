-- id: A20bt
-- expect: done
-- result: made of 1000
return setmetatable({}, { __tostring = function() local n = 0 for _ = 1, 1000 do n = n + 1 end return "made of " .. n end })
