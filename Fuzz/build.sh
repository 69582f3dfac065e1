# Builds the fuzz targets: sh Fuzz/build.sh FOLDER FLAGS...
# The sandbox's small blocks come from malloc here, so that the sanitizer sees each one.
set -e
folder=$1
shift
clang=${CLANG:-clang}
include=$(pkg-config --cflags lua5.4)
libraries=$(pkg-config --libs lua5.4)
common="-std=gnu11 -g -O1 -DSG_SMALL_BYTES_MAX=0 $include"
mkdir -p "$folder"
for file in Sources/CLuaBridge/*.c Fuzz/both_states.c Fuzz/values.c; do
    $clang $common -w -fsanitize=fuzzer-no-link "$@" -c "$file" \
        -o "$folder/$(basename "$file" .c).o"
done
link() {
    name=$1
    source=$2
    shift 2
    $clang $common -Wall -Wextra -fuse-ld=lld -fsanitize=fuzzer "$@" "$source" "$folder"/*.o \
        -o "$folder/$name" $libraries -lm -lpthread
}
link library Fuzz/calls_target.c "$@"
link patterns Fuzz/calls_target.c "$@" '-DFUZZ_ONLY="find match gmatch gsub"'
link formats Fuzz/calls_target.c "$@" '-DFUZZ_ONLY="format pack unpack packsize"'
link data Fuzz/data_target.c "$@"
link injection Fuzz/injection_target.c "$@"
link evaluate Fuzz/evaluate_target.c "$@"
