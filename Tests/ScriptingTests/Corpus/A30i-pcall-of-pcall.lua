-- id: A30i
-- expect: killed
-- fault: fuel_exhausted
-- pcall(pcall, pcall, ...) and so on, for ever.
while true do pcall(pcall, pcall, pcall, pcall, pcall, error) end
