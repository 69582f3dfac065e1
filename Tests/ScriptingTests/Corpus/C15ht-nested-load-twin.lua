-- id: C15ht
-- expect: done
-- result: 50
-- fuel: 3000000
function again(n) if n == 0 then return 0 end return load("return again(...)")(n - 1) + 1 end
return again(50)
