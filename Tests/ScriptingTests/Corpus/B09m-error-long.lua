-- id: B09m
-- expect: killed
-- Error messages of 1 MiB.
local s = ("x"):rep(1 << 20) while true do pcall(error, s .. "y", 2) pcall(error, s, 1) end
