-- id: S05t
-- expect: done
-- result: false	text
return pcall(error, "text")
