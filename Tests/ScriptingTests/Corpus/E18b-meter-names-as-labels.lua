-- id: E18b
-- expect: refused
-- fault: syntax_error
-- message: reserved
-- The names of the meter as a label.
::__fuel:: goto __fuel
