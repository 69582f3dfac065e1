-- id: A33t
-- expect: done
-- result: logged
for _ = 1, 100 do log() end return "logged"
