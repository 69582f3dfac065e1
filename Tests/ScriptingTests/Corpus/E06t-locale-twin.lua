-- id: E06t
-- expect: done
-- result: 0.5	true	1.5
return 0.5, "a" < "b", tonumber("1.5")
