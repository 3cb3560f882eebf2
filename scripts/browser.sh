#!/bin/sh
# Make sure that there is a Chromium for the browser tests: the one of $CHROMIUM or of the system,
# else the Debian package, installed where that is allowed and unpacked below .browser/ where not.
set -eu
cd "$(dirname "$0")/.."
private=$PWD/.browser

for candidate in "${CHROMIUM:-}" chromium "$private/chromium"; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then exit 0; fi
done

if ! command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium was found. Install one, then name it: make CHROMIUM=/path/to/chromium test" >&2
  exit 1
fi

install="apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium"
if [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests."
  exec sh -c "DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; $install >/dev/null"
fi
if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  echo "Installing Chromium for the browser tests (sudo)."
  exec sudo -n env DEBIAN_FRONTEND=noninteractive sh -c "$install >/dev/null"
fi

echo "Unpacking Chromium for the browser tests below .browser/, as nothing may be installed here."
mkdir -p "$private/lists/partial" "$private/archives/partial" "$private/root"
apt() {
  apt-get -qq -o Debug::NoLocking=1 -o Dir::State::lists="$private/lists" \
    -o Dir::Cache="$private" -o Dir::Cache::archives="$private/archives" "$@"
}
apt update
apt install -y --download-only --no-install-recommends chromium
for package in "$private"/archives/*.deb; do dpkg -x "$package" "$private/root"; done
rm -rf "$private/lists" "$private/archives" "$private"/*.bin

cat > "$private/chromium" <<'EOF'
#!/bin/sh
root=$(dirname "$(readlink -f "$0")")/root
libraries=$(find "$root/usr/lib" "$root/lib" -name '*.so*' -printf '%h\n' 2>/dev/null | sort -u | paste -sd:)
LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$root/usr/lib/chromium/chromium" "$@"
EOF
chmod +x "$private/chromium"
"$private/chromium" --version
