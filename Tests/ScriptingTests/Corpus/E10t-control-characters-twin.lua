-- id: E10t
-- expect: done
-- result: 97	27	91	50	74	98	0	99
return ("a\27[2Jb\0c"):byte(1, -1)
