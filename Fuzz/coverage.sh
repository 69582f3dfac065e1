# What the inputs collected by `make fuzz` and the seeds reach: sh Fuzz/coverage.sh
set -e
folder=.build/fuzz
tools=$(dirname "$(command -v "${CLANG:-clang}")")
for tool in llvm-profdata llvm-cov; do
    [ -x "$tools/$tool" ] || tools=$(dirname "$(command -v $tool)")
done
sh Fuzz/build.sh $folder/coverage -fprofile-instr-generate -fcoverage-mapping
for name in library patterns formats data injection evaluate; do
    mkdir -p $folder/$name Fuzz/seeds/$name
    corpus="$folder/$name Fuzz/seeds/$name"
    case $name in injection|evaluate) corpus="$corpus Tests/ScriptingTests/Corpus" ;; esac
    LLVM_PROFILE_FILE=$folder/$name.profraw $folder/coverage/$name -runs=0 -max_len=4000 $corpus \
        > /dev/null 2>&1
done
"$tools/llvm-profdata" merge -o $folder/all.profdata $folder/*.profraw
objects=""
for name in patterns formats data injection evaluate; do
    objects="$objects -object $folder/coverage/$name"
done
"$tools/llvm-cov" report $folder/coverage/library $objects -instr-profile=$folder/all.profdata \
    Sources/CLuaBridge
