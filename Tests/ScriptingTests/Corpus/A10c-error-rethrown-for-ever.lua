-- id: A10c
-- expect: killed
-- fault: fuel_exhausted
-- Errors caught and thrown again for ever.
local function again(value)
    local _, caught = pcall(error, value)
    return again(caught)
end
again({})
