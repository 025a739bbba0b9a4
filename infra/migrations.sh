#!/usr/bin/env bash
# Writes the first migration of both providers anew from the model. Until the first release there is only that one.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore > /dev/null
rm -rf src/Showcase.Web/Data/Migrations
for provider in Sqlite SqlServer; do
  dotnet ef migrations add Initial --project src/Showcase.Web --context "${provider}ShowcaseDbContext" --output-dir "Data/Migrations/$provider"
done
