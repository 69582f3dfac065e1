-- id: A01t
-- expect: done
-- result: 1000
-- The same inside the budget: ordinary errors are caught.
local caught = 0
for i = 1, 1000 do
    if not pcall(function() for _ = 1, 10 do end error("x") end) then caught = caught + 1 end
end
return caught
