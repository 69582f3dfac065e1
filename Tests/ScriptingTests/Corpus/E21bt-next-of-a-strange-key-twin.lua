-- id: E21bt
-- expect: done
-- result: 2	false
local t = { 10, 20 } return next(t, 1), (pcall(next, t, {}))
