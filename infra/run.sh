#!/usr/bin/env bash
# Starts Showcase with a demo edition on http://127.0.0.1:5080. Everything it keeps is in src/Showcase.Web/var.
set -euo pipefail
cd "$(dirname "$0")/.."
. infra/packages.sh

sdk
need ffmpeg ffmpeg

echo "Building."
dotnet build src/Showcase.Web --nologo -v quiet -c Release

export ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS=http://127.0.0.1:5080 Demo__Enabled=true
cd src/Showcase.Web
exec dotnet bin/Release/net10.0/Showcase.Web.dll
