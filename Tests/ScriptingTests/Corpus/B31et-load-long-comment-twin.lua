-- id: B31et
-- expect: done
-- result: ]]
-- fuel: 3000000
return load("--[==[ ]] ]==] return [==[\n]]]==]")()
