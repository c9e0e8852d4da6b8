import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { parseArgs } from "node:util";
import { asStaffHost } from "#lib/accounts/gate.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { compose } from "#lib/boot/compose.ts";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { importCatalog } from "#lib/catalog/import-catalog.ts";
import { printReport } from "#lib/catalog/print-report.ts";
import { importReport, importTerms } from "#lib/catalog/schema.ts";
import { readEnv } from "#lib/env.ts";
import { Refusal } from "#lib/refusal.ts";

const usage =
  "npm run import FILE.csv|FILE.json -- --host E-MAIL [--dry-run] [--encoding NAME] [--currency CODE --window FIRST..LAST [--tax-bp N]]";

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      encoding: { type: "string" },
      currency: { type: "string" },
      window: { type: "string" },
      "tax-bp": { type: "string" },
    },
  });
  const [file] = positionals;
  const format = formatOf(file);
  if (!file || !format) throw new BootError(usage);
  const [windowStart, windowEnd] = values.window?.split("..") ?? [];
  const terms = importTerms.safeParse({ currency: values.currency, taxBp: values["tax-bp"], windowStart, windowEnd });
  if (!terms.success) throw new BootError(`${terms.error.issues[0]?.path.join(".")} is wrong.\n${usage}`);
  const bytes = await readFile(file).catch(() => {
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
    const order = { bytes, format, charset: values.encoding, terms: terms.data, dryRun: values["dry-run"] };
    const report = await importCatalog(made, host, order).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "import_rejected") return importReport.parse(error.detail?.report);
      throw error;
    });
    for (const line of printReport(report)) console.log(line);
    if (report.faults > 0) throw new BootError(`${file}: ${report.faults} faults. Nothing was imported.`);
    console.log(
      `${report.products} products, ${report.editions} editions, ${report.units} units ${report.dryRun ? "would be" : "were"} imported for ${host.email}.`,
    );
  } finally {
    await made.close();
    await opened.close();
  }
});

function formatOf(file = ""): "csv" | "json" | null {
  const extension = extname(file).toLowerCase();
  if (extension === ".json") return "json";
  return [".csv", ".tsv", ".txt"].includes(extension) ? "csv" : null;
}
