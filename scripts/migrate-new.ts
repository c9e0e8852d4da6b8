import { join, relative } from "node:path";
import { migrationsFolder } from "#lib/boot/migrate.ts";
import { writeMigration } from "#lib/boot/new-migration.ts";
import { runCommand } from "#lib/boot/run-command.ts";

await runCommand(async () => {
  const name = process.argv.slice(2).join(" ");
  const schemaFile = join(migrationsFolder, "..", "schema.prisma");
  const path = await writeMigration({ name, schemaFile, folder: migrationsFolder });
  console.log(
    path ? `wrote ${relative(process.cwd(), path)}` : "Nothing to do: the migrations already give this schema.",
  );
});
