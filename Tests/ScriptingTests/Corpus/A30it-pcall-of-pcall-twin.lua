-- id: A30it
-- expect: done
-- result: true	true	true	false	e
return pcall(pcall, pcall, pcall, error, "e")
