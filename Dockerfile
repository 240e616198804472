# One image for all services; the command says which one runs. Could not be built where no engine is.
ARG BASE=node:24.21.0-slim

FROM ${BASE} AS build
WORKDIR /app
COPY . .
RUN npm ci --no-fund --no-audit && npm run build && npm prune --omit=dev --ignore-scripts \
  && find services libs infra -name src -type d -prune -exec rm -rf {} +

FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/libs ./libs
COPY --from=build --chown=root:root /app/services ./services
COPY --from=build --chown=root:root /app/infra/kafka ./infra/kafka
COPY --from=build --chown=root:root /app/infra/local ./infra/local
USER 1000:1000
CMD ["node", "--enable-source-maps", "services/gateway/dist/main.js"]
