#!/bin/sh
# Puts the design tokens where the pages look for them. The pages work, and look the same, without this step.
set -eu
cd "$(dirname "$0")"
if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not installed: the pages use the values in their own style sheet." >&2
    exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund --silent
tokens=node_modules/@digital-go-jp/design-tokens
vendor=../kg/web/static/vendor
mkdir -p "$vendor"
cp "$tokens/dist/tokens.css" "$vendor/design-tokens.css"
cp "$tokens/LICENSE" "$vendor/design-tokens.LICENSE"
