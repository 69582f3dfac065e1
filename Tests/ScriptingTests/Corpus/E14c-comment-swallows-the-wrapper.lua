-- id: E14c
-- expect: done
-- result: 1	2	nil	(load):1: unfinished long comment (starting at line 1) near <eof>
-- An open comment or string at the end swallows nothing.
return load("return 1 --")(), load("return 2 --[[ x ]]")(), load("return 3 --[[ x")
