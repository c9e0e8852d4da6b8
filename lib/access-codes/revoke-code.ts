import { type CodeScope, hostOf } from "#lib/access-codes/issue-codes.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/move-entry.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Ends a code. Whoever used it keeps their place and loses its priority, while the drop has not opened; later it has done its work.
 * Twice is one act. Refuses with not_found or code_used.
 */
export async function revokeCode({ db }: Uses<"db">, scope: CodeScope, codeId: string): Promise<void> {
  const place = "drop" in scope ? { dropId: scope.drop.id } : { editionId: scope.edition.id, dropId: null };
  await db.$transaction(async (tx) => {
    const code = await tx.accessCode.findFirst({ where: { id: codeId, ...place } });
    if (!code) throw new Refusal("not_found");
    await engine.revokeCode(tx, codeId);
    if (code.revokedAt) return;
    await recordAct(tx, {
      actorId: hostOf(scope).id,
      action: "code.revoked",
      subject: `code:${codeId}`,
      before: { hint: code.hint, person: code.person },
    });
  });
}
