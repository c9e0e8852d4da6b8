import fc from "fast-check";
import { type ClientEventName, clientEvents } from "#lib/live/contract.ts";
import { nasty } from "#tests/fuzz/requests.ts";

export type Packet = { name: ClientEventName; args: unknown[] };

const names: ClientEventName[] = ["join", "leave", "visible", "watchBoard", "watchTalk", "like", "chat"];

/** Things said under the name of an event that its schema does not take, with any number of arguments. */
export function packets(showId: string): fc.Arbitrary<Packet> {
  const good = { showId, n: 1, body: "hello", watching: true };
  const fields = fc.constantFrom("showId", "n", "body", "watching", "extra");
  const payload = fc.oneof(
    nasty,
    fc.tuple(fields, nasty).map(([name, value]) => ({ ...good, [name]: value })),
  );
  return fc
    .record({ name: fc.constantFrom(...names), args: fc.array(payload, { maxLength: 3 }) })
    .filter(({ name, args }) => !clientEvents[name].safeParse(args[0]).success);
}

/** What a hand-made client may put on the wire itself, below socket.io. */
export const wire: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.constantFrom<string | Buffer>(
    ...[
      '42["join"',
      "42",
      "42[]",
      "42{}",
      "42[null]",
      "42[1]",
      '42["__proto__",{}]',
      '42["disconnect"]',
      '42["connect_error",1]',
    ],
    ...[
      '42["newListener",1]',
      '42["removeListener"]',
      '42["error",{"a":1}]',
      '420["join"]',
      '42999999999999999999["join",1]',
    ],
    ...[
      '451-["join",{"_placeholder":true,"num":0}]',
      '459-["join"]',
      '45-1-["join"]',
      "40/admin,",
      '40/,{"token":1}',
      "41",
      "43",
    ],
    ...[
      '43999["x"]',
      "44",
      "47",
      "5",
      "6",
      "3probe",
      "2probe",
      "0{}",
      "1",
      "4",
      "",
      "9",
      Buffer.from([0, 1, 2]),
      Buffer.alloc(0),
    ],
    ...[`42["chat",{"body":"${"x".repeat(10_000)}"}]`, `42${"[".repeat(2000)}`, "\u0000", '42["\\u0000"]'],
  ),
  fc.string({ maxLength: 40 }).map((text) => `42${text}`),
  fc.json().map((text) => `420["like",${text}]`),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);
