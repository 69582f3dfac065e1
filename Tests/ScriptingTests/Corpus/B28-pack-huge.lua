-- id: B28
-- expect: killed
-- fault: fuel_exhausted
-- Pack formats that ask for large blocks.
while true do pcall(string.pack, "c1000000", "x") pcall(string.packsize, "c2147483647c2147483647") end
