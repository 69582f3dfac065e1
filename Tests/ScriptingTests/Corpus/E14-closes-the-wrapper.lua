-- id: E14
-- expect: refused
-- fault: syntax_error
-- A text cannot end the wrapper early: it is compiled by itself first.
end while true do end return function(...)
