-- id: E13
-- expect: refused
-- fault: syntax_error
-- message: reserved
-- The names of the meter are refused in the text.
__fuel = math.maxinteger
