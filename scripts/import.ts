import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { parseArgs } from "node:util";
import { asStaffHost } from "#lib/accounts/gate.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { compose } from "#lib/boot/compose.ts";
import { migrate } from "#lib/boot/migrate.ts";
import { openDatabase } from "#lib/boot/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { importCatalog } from "#lib/catalog/import-catalog.ts";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { readEnv } from "#lib/env.ts";
import { Refusal } from "#lib/refusal.ts";

const usage = "npm run import FILE.csv|FILE.json -- --host E-MAIL [--dry-run]";

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { host: { type: "string" }, "dry-run": { type: "boolean", default: false } },
  });
  const [file] = positionals;
  const format =
    file && extname(file).toLowerCase() === ".csv"
      ? "csv"
      : file && extname(file).toLowerCase() === ".json"
        ? "json"
        : null;
  if (!file || !format) throw new BootError(usage);
  const text = await readFile(file, "utf8").catch(() => {
    throw new BootError(`${file} cannot be read.`);
  });

  const env = readEnv();
  const opened = await openDatabase(env);
  await migrate({ databaseUrl: opened.url });
  const made = await compose({ env, databaseUrl: opened.url });
  try {
    const owner = await made.db.user.findFirst({
      where: values.host ? { email: values.host } : { role: "host" },
      orderBy: { createdAt: "asc" },
    });
    const host = asStaffHost(owner);
    if (!host) throw new BootError(`There is no host ${values.host ?? "in this shop"}: name one with --host E-MAIL.`);
    const report = await importCatalog(host, { text, format, dryRun: values["dry-run"] }).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "import_rejected") {
        throw new BootError(`Nothing was imported.\n${faults(error.detail?.report as ImportReport)}`);
      }
      throw error;
    });
    if (report.errors.length > 0) throw new BootError(faults(report));
    console.log(
      `${report.products} products, ${report.editions} editions, ${report.units} units ${report.dryRun ? "would be" : "were"} imported for ${host.email}.`,
    );
  } finally {
    await made.close();
    await opened.close();
  }
});

function faults(report: ImportReport): string {
  return report.errors.map(({ row, field, message }) => `  row ${row}  ${field}  ${message}`).join("\n");
}
