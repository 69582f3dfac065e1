-- id: A13t
-- expect: done
-- result: logged
-- A hundred short lines are allowed.
for i = 1, 100 do log(i) end return "logged"
