-- id: A30gt
-- expect: done
-- result: true
local closed for _ in next, { 1 }, nil, setmetatable({}, { __close = function() closed = true end }) do end return closed
