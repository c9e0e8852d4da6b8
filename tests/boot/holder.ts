import { startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";

process.on("disconnect", () => process.exit());
const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? "" });
console.log(postgres.url);
