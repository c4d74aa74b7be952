# syntax=docker/dockerfile:1
# The service: `docker build -t forum-workflow .`

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Projects and lock files first: packages are fetched anew only when one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Workflow.Engine/*.csproj src/Workflow.Engine/packages.lock.json src/Workflow.Engine/
COPY src/Workflow.Forums/*.csproj src/Workflow.Forums/packages.lock.json src/Workflow.Forums/
COPY src/Workflow.Documents/*.csproj src/Workflow.Documents/packages.lock.json src/Workflow.Documents/
COPY src/Workflow.Runtime/*.csproj src/Workflow.Runtime/packages.lock.json src/Workflow.Runtime/
COPY src/Workflow.Activities/*.csproj src/Workflow.Activities/packages.lock.json src/Workflow.Activities/
COPY src/Workflow.Messaging/*.csproj src/Workflow.Messaging/packages.lock.json src/Workflow.Messaging/
COPY src/Workflow.Host/*.csproj src/Workflow.Host/packages.lock.json src/Workflow.Host/
RUN dotnet restore src/Workflow.Host --locked-mode
COPY src/ src/
COPY workflows/ workflows/
COPY samples/ samples/
# Compiled ahead for this machine's processor, which takes a third off the start; only the compiler's own package is fetched for it.
ARG TARGETARCH=amd64
RUN dotnet publish src/Workflow.Host -c Release -r "linux-$(echo "$TARGETARCH" | sed s/amd64/x64/)" -o /app

# The full image, not the chiseled one: dates and sorting are Danish, so ICU and the time zones must be there.
FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS final
RUN apt-get update \
    && apt-get install -y --no-install-recommends tzdata \
    && (ldconfig -p | grep -q libicuuc || apt-get install -y --no-install-recommends "$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)") \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown "$APP_UID" /data
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    Workflow__DataFolder=/data
# workflows/ and samples/ lie here: the program looks in its working folder first, then beside itself.
WORKDIR /app
COPY --from=build /app ./
USER $APP_UID
VOLUME /data
EXPOSE 5080
# bash speaks HTTP by itself, so that no wget or curl has to be in the image.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5080 && printf 'GET /live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "Workflow.Host.dll"]
# Not loopback: the service then refuses to start without Workflow__ApiToken.
CMD ["serve", "--urls", "http://0.0.0.0:5080"]
