-- id: A32b
-- expect: killed
-- fault: fuel_exhausted
-- Replacing the budget functions changes nothing.
budget.left = function() return 1 << 60 end budget = { used = function() return 0 end } while true do end
