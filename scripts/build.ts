import { buildIfStale } from "#lib/boot/build.ts";
import { runCommand } from "#lib/boot/run-command.ts";

await runCommand(async () => {
  console.log((await buildIfStale()) ? "The pages are built." : "Nothing to do: the pages are those of this version.");
});
