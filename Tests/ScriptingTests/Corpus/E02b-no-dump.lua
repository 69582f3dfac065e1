-- id: E02b
-- expect: done
-- result: nil	nil
-- Nothing makes bytecode.
return string.dump, ("").dump
