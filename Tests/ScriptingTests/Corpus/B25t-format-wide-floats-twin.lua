-- id: B25t
-- expect: done
-- result: 409	0.667	false
return #("%99.99f"):format(1e308), ("%.3f"):format(2 / 3), (pcall(string.format, "%100.1f", 1))
