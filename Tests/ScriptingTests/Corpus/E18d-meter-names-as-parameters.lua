-- id: E18d
-- expect: refused
-- fault: syntax_error
-- message: reserved
-- The names of the meter as a parameter.
return (function(__fuel) return __fuel end)(1)
