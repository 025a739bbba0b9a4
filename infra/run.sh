#!/usr/bin/env bash
# Starts Showcase with a demo edition on http://127.0.0.1:5080. Everything it keeps is in src/Showcase.Web/var.
set -euo pipefail
cd "$(dirname "$0")/.."
. infra/packages.sh

sdk
need ffmpeg ffmpeg
[ "$(uname)" = Linux ] && need bwrap bubblewrap

echo "Building. The first time takes two or three minutes."
dotnet build src/Showcase.Web --nologo -v quiet -c Release

cd src/Showcase.Web
[ -d var ] || echo "Starting. The demo draws its films in the background: they appear within a minute or two."
# Only what a person who tries it wants to read; the log settings of appsettings.json are for operating it.
exec env ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS=http://127.0.0.1:5080 Demo__Enabled=true \
  Logging__LogLevel__Default=Warning Logging__LogLevel__Microsoft.AspNetCore.DataProtection=Error \
  Logging__LogLevel__Showcase.Demo=Information Logging__LogLevel__Showcase.Web.Data.Demo=Information \
  dotnet bin/Release/net10.0/Showcase.Web.dll
