import type { Actor, Role } from "#lib/accounts/schema.ts";

/** What somebody may be allowed to do; what is nobody's but an account's own, such as its orders, needs no right. */
type Right =
  /** Makes shows and products, and changes their own. */
  | "sell"
  /** Changes everybody's shows and products. */
  | "sellForAll"
  /** Works the desk of every show. */
  | "workEveryDesk"
  /** Keeps the chat of every show. */
  | "moderateEveryShow"
  /** Sees sums: the board, orders, payments, mails, exports. */
  | "readMoney"
  /** Sees where people live. */
  | "seeAddresses"
  /** Acts upon orders, payments and deliveries. */
  | "operate"
  /** Changes who the shop is, and who may do what in it. */
  | "own";

/** Which role for the whole shop may do what. A role for one show alone, in `show_role`, opens the desk or the chat of that show and nothing more. */
const rights = {
  guest: [],
  viewer: [],
  tester: [],
  moderator: ["moderateEveryShow"],
  producer: ["workEveryDesk", "moderateEveryShow"],
  host: ["sell"],
  ops: ["readMoney", "seeAddresses", "operate"],
  finance: ["readMoney"],
  owner: ["sell", "sellForAll", "workEveryDesk", "moderateEveryShow", "readMoney", "seeAddresses", "operate", "own"],
} as const satisfies Record<Role, readonly Right[]>;

/** What is withheld from whoever lacks a second factor that the shop demands. */
const withheld: readonly Right[] = ["readMoney", "operate", "own"];

export function may({ role, owesFactor }: Pick<Actor, "owesFactor" | "role">, right: Right): boolean {
  const those: readonly Right[] = rights[role];
  return those.includes(right) && !(owesFactor && withheld.includes(right));
}
