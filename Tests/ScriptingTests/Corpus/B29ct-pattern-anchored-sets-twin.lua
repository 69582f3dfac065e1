-- id: B29ct
-- expect: done
-- result: 3	3
return ("abc"):find("[" .. ("xyz"):rep(20) .. "c]")
