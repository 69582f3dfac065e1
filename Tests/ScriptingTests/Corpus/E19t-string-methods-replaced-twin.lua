-- id: E19t
-- expect: done
-- result: X!
string.shout = function(s) return s:upper() .. "!" end return ("x"):shout()
