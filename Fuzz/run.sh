# Builds the fuzz targets with sanitizers and runs each for some seconds: sh Fuzz/run.sh [SECONDS]
# What a target finds is kept in .build/fuzz/found; inputs that reach new code in .build/fuzz/NAME.
set -e
seconds=${1:-60}
folder=.build/fuzz
sh Fuzz/build.sh $folder/bin -fsanitize=address,undefined -fno-sanitize-recover=all
mkdir -p $folder/found
for name in library patterns formats data injection evaluate; do
    mkdir -p $folder/$name Fuzz/seeds/$name
    corpus="$folder/$name Fuzz/seeds/$name"
    length=400
    case $name in
        injection|evaluate) corpus="$corpus Tests/ScriptingTests/Corpus"; length=4000 ;;
        data) length=2000 ;;
    esac
    # Inputs that once failed, before anything else.
    for kept in Fuzz/found/$name/*; do
        if [ -f "$kept" ]; then $folder/bin/$name "$kept" > /dev/null 2>&1 || {
            echo "$name fails again on $kept"; exit 1; }
        fi
    done
    echo "$name: $seconds s"
    $folder/bin/$name -max_total_time="$seconds" -timeout=25 -max_len=$length -verbosity=0 \
        -print_final_stats=1 -dict=Fuzz/lua.dict -artifact_prefix=$folder/found/$name- $corpus \
        2> $folder/$name.log || { tail -40 $folder/$name.log; exit 1; }
    grep "stat::number_of_executed_units" $folder/$name.log
done
