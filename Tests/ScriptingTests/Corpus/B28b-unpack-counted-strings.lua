-- id: B28b
-- expect: killed
-- fault: fuel_exhausted
-- A counted string whose count is a lie.
while true do pcall(string.unpack, "s8", "\xff\xff\xff\xff\xff\xff\xff\x7f") pcall(string.unpack, "z", ("x"):rep(1 << 20)) end
