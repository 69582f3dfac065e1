-- id: E18f
-- expect: refused
-- fault: syntax_error
-- A name made of escapes is no name.
return __f\117el
