-- id: A32
-- expect: killed
-- fault: fuel_exhausted
-- budget.left and budget.used for ever.
while budget.left() >= 0 do budget.used() end
