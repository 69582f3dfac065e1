-- id: B29dt
-- expect: done
-- result: 1	<a> <b> ab
return ("hello hello"):find("(%w+) %1"), (("aa bb ab"):gsub("(%w)%1", "<%1>"))
