-- id: B09ht
-- expect: done
-- result: 9	2	3.0
return math.floor("9.7"), math.max(1, 2), math.abs("-3")
