-- id: A10ct
-- expect: done
-- result: true
local function again(value, n)
    local _, caught = pcall(error, value)
    if n == 0 then return rawequal(caught, value) end
    return again(caught, n - 1)
end
return again({}, 1000)
