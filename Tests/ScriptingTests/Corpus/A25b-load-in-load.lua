-- id: A25b
-- expect: killed
-- fault: fuel_exhausted
-- Text that loads itself for ever.
text = "return load(text)()"
while true do pcall(load(text)) end
