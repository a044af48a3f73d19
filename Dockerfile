# The product with everything it needs. The same steps run outside of a container in test/hosting/container.test.ts.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY networks/package.json networks/
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci --omit=dev --no-fund --no-audit
COPY . .
RUN node launch/build.mjs

FROM node:26-bookworm-slim
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
# Postgres refuses root, and nothing here needs it.
USER node
ENV SHELFTALKER_DATA=/data SHELFTALKER_HOST=0.0.0.0 SHELFTALKER_PORT=3210
VOLUME /data
EXPOSE 3210
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3210/api/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without npm between: signals reach the program, which finishes what is under way.
CMD ["node_modules/.bin/node", "server/src/main.ts", "start"]
