-- id: A30ct
-- expect: done
-- result: aaabbbccc
return (("abc"):gsub("%w", setmetatable({}, { __index = function(_, k) local s = "" for _ = 1, 3 do s = s .. k end return s end })))
