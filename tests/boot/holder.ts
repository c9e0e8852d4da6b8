import { startEmbeddedPostgres } from "#lib/boot/embedded-postgres.ts";

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? "" });
console.log(postgres.url);
setInterval(() => {}, 60_000);
