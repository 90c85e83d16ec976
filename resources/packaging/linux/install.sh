#!/bin/sh
# Adds SR Desktop to this user's menu, to "open with" for pictures and to the commands. The folder stays where it is:
# put it where it may stay first. ./uninstall.sh takes all of it back.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
commands=$HOME/.local/bin

mkdir -p "$commands" "$data/applications"
for program in sr-desktop sr-desktop-console; do
    ln -sf "$here/$program" "$commands/$program"
done
(cd "$here/share/icons" && find hicolor -name '*.png') | while read -r icon; do
    mkdir -p "$data/icons/$(dirname "$icon")"
    cp "$here/share/icons/$icon" "$data/icons/$icon"
done
# The menu may not search ~/.local/bin, so it gets the whole path; within quotes these characters want a backslash.
path=$(printf '%s' "$here/sr-desktop" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/[\\&|]/\\&/g')
sed -e "s|^Exec=sr-desktop|Exec=\"$path\"|" -e '/^TryExec=/d' "$here/share/applications/sr-desktop.desktop" \
    > "$data/applications/sr-desktop.desktop"
if command -v update-desktop-database > /dev/null; then
    update-desktop-database -q "$data/applications"
fi
echo "SR Desktop is in the menu. The commands are $commands/sr-desktop and $commands/sr-desktop-console."
