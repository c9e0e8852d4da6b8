import { container } from "#lib/container.ts";

/** Whether a charge that the order holds money of is disputed, and nobody decided yet. */
export async function isDisputed(preorderId: string): Promise<boolean> {
  const [row] = await container().db.$queryRaw<{ is: boolean }[]>`SELECT is_disputed(${preorderId}::uuid) AS "is"`;
  return row?.is ?? false;
}
