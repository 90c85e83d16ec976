#!/bin/sh
# Takes back what ./install.sh added for this user. Delete this folder afterwards; your pictures, models, runs and settings
# are elsewhere and stay.
set -eu

data=${XDG_DATA_HOME:-$HOME/.local/share}
commands=$HOME/.local/bin

for program in sr-desktop sr-desktop-console; do
    if [ -L "$commands/$program" ]; then
        rm -f "$commands/$program"
    fi
done
rm -f "$data/applications/sr-desktop.desktop"
if [ -d "$data/icons/hicolor" ]; then
    find "$data/icons/hicolor" -path '*/apps/sr-desktop.png' -delete
fi
if command -v update-desktop-database > /dev/null; then
    update-desktop-database -q "$data/applications"
fi
echo "SR Desktop is out of the menu. Your models, runs and settings stay in \"$data/SR Desktop\"."
