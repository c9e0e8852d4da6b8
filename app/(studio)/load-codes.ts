import { notFound } from "next/navigation";
import { z } from "zod";
import { findCodePlace, listCodes } from "#lib/access-codes/queries.ts";
import { container } from "#lib/container.ts";
import { requireHost } from "./require-host.ts";

/** The codes of a host's own drop, or of the waitlist of their edition; for anybody else there is no such page. */
export async function loadCodes(noun: "drops" | "editions", id: string) {
  const { host, name } = await requireHost(`/studio/${noun}/${id}/codes`);
  const app = container();
  const place = z.uuid().safeParse(id).success ? await findCodePlace(app, host, noun, id) : null;
  if (!place) notFound();
  const { scope, drop, edition, isOpen } = place;
  return { person: name, where: `${noun}/${id}`, drop, edition, codes: await listCodes(app, scope), mayIssue: isOpen };
}
