-- id: S01
-- expect: done
-- result: 3000
-- Errors raised by host functions leave nothing behind.
local n = 0 for i = 1, 1000 do for _, f in ipairs({ math.random, string.rep, tostring }) do
    if not pcall(f, f == math.random and {} or setmetatable({}, { __tostring = error, __name = 1 })) then n = n + 1 end
end end return n
