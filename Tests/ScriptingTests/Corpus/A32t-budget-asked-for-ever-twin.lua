-- id: A32t
-- expect: done
-- result: true	true
local before = budget.left() for _ = 1, 100 do budget.used() end return budget.left() < before, budget.used() > 0
