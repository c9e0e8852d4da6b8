import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { speaksForHouse } from "#lib/live/contract.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import { maxNameLength } from "#lib/names/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { shownName } from "#lib/text.ts";

const fullName = shownName(80);

/** What an account has chosen to be called in the talk, and whether a moderator asked for another name since. */
export type Chosen = { talkName: string | null; isNameAsked: boolean };

/** Whoever has a role of the shop or of one of its shows: goes by their own name. */
export function isOfShop({ role, keepsTalk }: Buyer): boolean {
  return speaksForHouse(role) || keepsTalk === true;
}

/**
 * Under which name somebody writes: the chosen one, else that of the account, else none. Refuses with
 * chat_name_needed where a moderator asked for another, or where the name could be taken for one of the shop's people.
 */
export async function nameOf(
  { staffNames }: Uses<"staffNames">,
  author: Buyer,
  { talkName: chosen, isNameAsked }: Chosen,
): Promise<string> {
  if (isOfShop(author)) return author.name;
  if (isNameAsked) throw new Refusal("chat_name_needed");
  const shown = chosen ?? accountName(author);
  if (shown === null) return neutralName;
  if (await staffNames.areImitatedBy(shown)) throw new Refusal("chat_name_needed");
  return shown;
}

/** The name of an account as a talk shows it; none where nobody chose it: a guest's, or the beginning of an address. */
export function accountName({ name, email, isAnonymous }: Buyer): string | null {
  if (isAnonymous || name === email.split("@")[0]) return null;
  const { data } = fullName.safeParse(name);
  if (data === undefined) return null;
  const letters = [...new Intl.Segmenter().segment(data)].map(({ segment }) => segment);
  return letters.length <= maxNameLength ? data : `${letters.slice(0, maxNameLength - 1).join("")}…`;
}
