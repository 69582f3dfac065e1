-- id: A15bt
-- expect: done
-- result: 500
local n = 0
goto second
::first::
n = n + 1
::second::
if n < 500 then goto first end
return n
