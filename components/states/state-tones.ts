import type { Tone } from "#components/ui/badge.tsx";
import type { CodeView } from "#lib/access-codes/schema.ts";
import type { LiveDrop, ShowStatus } from "#lib/live/contract.ts";
import type { NoticeState } from "#lib/notices/schema.ts";
import type { PreorderState, PreorderView } from "#lib/preorders/schema.ts";
import type { TargetState } from "#lib/restreams/schema.ts";
import type { SourceState } from "#lib/sources/schema.ts";

export type StateName =
  | `order.${PreorderState}`
  | `show.${ShowStatus}`
  | `drop.${LiveDrop["status"] | "PAUSED" | "PAUSED_FOR_VIDEO"}`
  | `payment.${PreorderView["payments"][number]["state"]}`
  | `source.${SourceState | "paused"}`
  | `target.${TargetState}`
  | `mail.${NoticeState}`
  | `code.${CodeView["state"]}`;

/** How every state of the shop looks, by what it is the state of. Its word stands under the same name in states.json. */
export const stateTones = {
  "order.HELD": "warn",
  "order.RESERVED": "ok",
  "order.LOCKED": "ok",
  "order.READY": "signal",
  "order.DELIVERED": "neutral",
  "order.EXPIRED": "neutral",
  "order.CANCELLED": "neutral",
  "show.SCHEDULED": "neutral",
  "show.LIVE": "signal",
  "show.ENDED": "neutral",
  "show.DRAFT": "warn",
  "show.CANCELLED": "danger",
  "drop.PREPARED": "neutral",
  "drop.ARMED": "warn",
  "drop.OPEN": "signal",
  "drop.CLOSED": "neutral",
  "drop.PAUSED": "warn",
  "drop.PAUSED_FOR_VIDEO": "warn",
  "payment.CREATED": "neutral",
  "payment.PENDING": "warn",
  "payment.CAPTURED": "ok",
  "payment.FAILED": "danger",
  "source.connecting": "neutral",
  "source.ready": "ok",
  "source.paused": "ok",
  "source.on_air": "signal",
  "source.over": "neutral",
  "target.off": "neutral",
  "target.waiting": "neutral",
  "target.connecting": "warn",
  "target.live": "ok",
  "target.dropping": "warn",
  "target.failed": "danger",
  "mail.WAITING": "warn",
  "mail.SENT": "ok",
  "mail.KEPT": "neutral",
  "mail.FAILED": "danger",
  "mail.STALE": "neutral",
  "code.unused": "neutral",
  "code.bound": "ok",
  "code.used": "signal",
  "code.expired": "neutral",
  "code.revoked": "danger",
} as const satisfies Record<StateName, Tone>;

const textTones = {
  neutral: "text-soft",
  signal: "text-signal-ink",
  ok: "text-ok",
  warn: "text-warn",
  danger: "text-danger",
} satisfies Record<Tone, string>;

/** The colour of a state that is said in a line of text. */
export function stateColour(state: StateName): string {
  return textTones[stateTones[state]];
}
