# The worker's image; the emulator is the same image with another command. NOT BUILT YET with a container engine; what
# its steps run has been run as docs/deploy.md says.
# The Temporal SDK's native part needs glibc: no Alpine.
ARG NODE_IMAGE=node:20.20.2-bookworm-slim

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY .npmrc package.json package-lock.json ./

FROM manifests AS build
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts/build.mjs scripts/
COPY src src
RUN npm run build

FROM manifests AS packages
RUN npm ci --ignore-scripts --omit=dev

FROM ${NODE_IMAGE}
# The SDK's native part has no certificates of its own, and the slim image has none.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/lib lib
USER node
ENTRYPOINT ["node", "lib/cli/main.js"]
CMD ["worker"]
