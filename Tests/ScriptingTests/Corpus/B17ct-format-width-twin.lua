-- id: B17ct
-- expect: done
-- result: 99	1.00 |
return #("%99d"):format(1), ("%-5.2f|"):format(1)
