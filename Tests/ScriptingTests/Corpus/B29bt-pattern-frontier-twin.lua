-- id: B29bt
-- expect: done
-- result: 1	<a>.<b>
return ("THE (quick) fox"):find("%f[%a]%a+%f[%A]"), (("a.b"):gsub("%f[%w]%w", "<%0>"))
