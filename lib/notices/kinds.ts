import type { z } from "zod";
import type { Kind } from "#lib/notices/kind.ts";
import { accountErased } from "#lib/notices/kinds/account-erased.ts";
import { accountExists } from "#lib/notices/kinds/account-exists.ts";
import { addressChanged } from "#lib/notices/kinds/address-changed.ts";
import { addressCorrected } from "#lib/notices/kinds/address-corrected.ts";
import { addressMissing } from "#lib/notices/kinds/address-missing.ts";
import { answered } from "#lib/notices/kinds/answered.ts";
import { balanceFailed } from "#lib/notices/kinds/balance-failed.ts";
import { balanceNear } from "#lib/notices/kinds/balance-near.ts";
import { balancePaid } from "#lib/notices/kinds/balance-paid.ts";
import { basketReserved } from "#lib/notices/kinds/basket-reserved.ts";
import { cancelled } from "#lib/notices/kinds/cancelled.ts";
import { confirmAddress } from "#lib/notices/kinds/confirm-address.ts";
import { converted } from "#lib/notices/kinds/converted.ts";
import { delivered } from "#lib/notices/kinds/delivered.ts";
import { factorsChanged } from "#lib/notices/kinds/factors-changed.ts";
import { graceExtended } from "#lib/notices/kinds/grace-extended.ts";
import { holdExpired } from "#lib/notices/kinds/hold-expired.ts";
import { invitation } from "#lib/notices/kinds/invitation.ts";
import { letterWaits } from "#lib/notices/kinds/letter-waits.ts";
import { lockReminder } from "#lib/notices/kinds/lock-reminder.ts";
import { locked } from "#lib/notices/kinds/locked.ts";
import { mailTrial } from "#lib/notices/kinds/mail-trial.ts";
import { mailedCode } from "#lib/notices/kinds/mailed-code.ts";
import { parcelReturned } from "#lib/notices/kinds/parcel-returned.ts";
import { parcelSent } from "#lib/notices/kinds/parcel-sent.ts";
import { passwordChanged } from "#lib/notices/kinds/password-changed.ts";
import { promiseMoved } from "#lib/notices/kinds/promise-moved.ts";
import { questionAnswered } from "#lib/notices/kinds/question-answered.ts";
import { ready } from "#lib/notices/kinds/ready.ts";
import { refundFailed } from "#lib/notices/kinds/refund-failed.ts";
import { refunded } from "#lib/notices/kinds/refunded.ts";
import { released } from "#lib/notices/kinds/released.ts";
import { reserved } from "#lib/notices/kinds/reserved.ts";
import { served } from "#lib/notices/kinds/served.ts";
import { setPassword } from "#lib/notices/kinds/set-password.ts";
import { showCancelled } from "#lib/notices/kinds/show-cancelled.ts";
import { showMoved } from "#lib/notices/kinds/show-moved.ts";
import { talkAnswered } from "#lib/notices/kinds/talk-answered.ts";
import { transferAwaited } from "#lib/notices/kinds/transfer-awaited.ts";
import { transferredAway } from "#lib/notices/kinds/transferred-away.ts";
import { transferredHere } from "#lib/notices/kinds/transferred-here.ts";
import { unlocked } from "#lib/notices/kinds/unlocked.ts";

/** Everything we write to people about. A new kind is a file beside these, its words, and a name here. */
export const kinds = {
  served,
  transferAwaited,
  reserved,
  basketReserved,
  holdExpired,
  cancelled,
  converted,
  refunded,
  refundFailed,
  lockReminder,
  locked,
  unlocked,
  promiseMoved,
  balanceNear,
  balanceFailed,
  balancePaid,
  graceExtended,
  released,
  transferredAway,
  transferredHere,
  answered,
  letterWaits,
  talkAnswered,
  ready,
  delivered,
  confirmAddress,
  accountExists,
  setPassword,
  passwordChanged,
  invitation,
  mailedCode,
  addressChanged,
  factorsChanged,
  addressMissing,
  addressCorrected,
  parcelSent,
  parcelReturned,
  accountErased,
  questionAnswered,
  showMoved,
  showCancelled,
  mailTrial,
} satisfies Record<string, Kind>;

export type NoticeKind = keyof typeof kinds;
export type FactsOf<Name extends NoticeKind> = z.input<(typeof kinds)[Name]["facts"]>;
