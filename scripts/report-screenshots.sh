#!/bin/sh
# Pictures of a report as people see it, by Chromium without a window: light, dark, as a telephone
# shows it (375 pixels wide), and the printed sheets.
#   sh scripts/report-screenshots.sh REPORT.html FOLDER [HEIGHT]
# Debian: apt-get install chromium poppler-utils
set -eu
page=$(realpath "$1")
folder=$2
height=${3:-6000}
mkdir -p "$folder"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

browser() {
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" \
        "$@" 2> /dev/null
}

# A headless window has a least width, a frame does not.
cat > "$profile/telephone.html" <<FRAME
<!DOCTYPE html><style>body { margin: 0 } iframe { border: 0; width: 375px; height: ${height}px }</style>
<iframe src="file://$page"></iframe>
FRAME

browser --window-size="900,$height" --blink-settings=preferredColorScheme=1 \
    --screenshot="$folder/light.png" "file://$page"
browser --window-size="900,$height" --blink-settings=preferredColorScheme=0 \
    --screenshot="$folder/dark.png" "file://$page"
browser --window-size="500,$height" --blink-settings=preferredColorScheme=1 \
    --screenshot="$folder/telephone.png" "file://$profile/telephone.html"
browser --print-to-pdf="$folder/print.pdf" --no-pdf-header-footer "file://$page"
pdftoppm -r 60 -png "$folder/print.pdf" "$folder/print"
