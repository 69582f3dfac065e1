-- id: E18bt
-- expect: done
-- result: fine
goto done ::fuel:: ::done:: return "fine"
