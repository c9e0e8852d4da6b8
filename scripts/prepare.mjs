// What every command needs before it can run: a Node that is new enough, the dependencies and the database client.
import { generateClient, install, isClientFresh, isInstalled, refuseNode } from "./installation.mjs";
import { step } from "./steps.mjs";

/** Installs what is missing or stale. Prints one sentence and ends the process when that is not possible. */
export async function prepare() {
  const refusal = refuseNode();
  if (refusal) refuse(refusal);
  try {
    if (!isInstalled()) await step("dependencies", install);
    if (!isClientFresh()) await step("client", generateClient);
  } catch (error) {
    refuse(error.message);
  }
}

export function refuse(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}
