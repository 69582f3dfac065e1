-- id: A32bt
-- expect: done
-- result: 7
budget.left = function() return 7 end return budget.left()
