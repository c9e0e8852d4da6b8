import { join, relative } from "node:path";
import { prismaFolder } from "#lib/boot/migrations/migrate.ts";
import { writeMigration } from "#lib/boot/migrations/new-migration.ts";
import { runCommand } from "#lib/boot/run-command.ts";

await runCommand(async () => {
  const name = process.argv.slice(2).join(" ");
  const schemaFile = join(prismaFolder, "schema.prisma");
  const path = await writeMigration({ name, schemaFile, folder: prismaFolder });
  console.log(
    path ? `wrote ${relative(process.cwd(), path)}` : "Nothing to do: the migrations already give this schema.",
  );
});
