import { guessExpiry } from "#lib/accounts/guesses.ts";
import { codeExpiry } from "#lib/accounts/mailed-codes.ts";
import { balanceAnnouncements } from "#lib/balances/announce-balances.ts";
import { balanceCharges } from "#lib/balances/charge-due-balances.ts";
import { partsOf } from "#lib/boot/roles.ts";
import { priceChangeExpiry } from "#lib/catalog/expire-price-changes.ts";
import { goalReaching } from "#lib/catalog/reach-goals.ts";
import type { Container } from "#lib/container.ts";
import { drawnPlaces } from "#lib/drops/write-places.ts";
import { halfSessionExpiry } from "#lib/factors/forget-half-sessions.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { silenceExpiry } from "#lib/moderation/expire-silences.ts";
import { heldExpiry, talkExpiry } from "#lib/moderation/expire-talk.ts";
import { delayedLines } from "#lib/moderation/release-lines.ts";
import { mailDelivery } from "#lib/notices/send-notices.ts";
import { addressReminders } from "#lib/order-addresses/remind-missing.ts";
import { hoarderFlags } from "#lib/orders/flag-hoarders.ts";
import { paymentCompletion } from "#lib/payments/complete-payments.ts";
import { invitationExpiry } from "#lib/people/expire-invitations.ts";
import { erasures } from "#lib/personal-data/erase-account.ts";
import { pollClosing, voteExpiry } from "#lib/polls/close-due-polls.ts";
import { holdExpiry } from "#lib/preorders/expire-holds.ts";
import { buyerNotices } from "#lib/preorders/notify-buyers.ts";
import { waveLetters } from "#lib/preorders/notify-wave.ts";
import { lockReminders } from "#lib/preorders/remind-to-lock.ts";
import { prompterExpiry } from "#lib/prompter/pair-prompter.ts";
import { recordingExpiry } from "#lib/recordings/delete-recording.ts";
import { fileExpiry } from "#lib/sources/expire-files.ts";
import { plannedFiles } from "#lib/sources/play-file.ts";
import { letterExpiry } from "#lib/threads/forget-letters.ts";

const works: TimedWork<Container>[] = [
  holdExpiry,
  drawnPlaces,
  paymentCompletion,
  balanceCharges,
  balanceAnnouncements,
  buyerNotices,
  waveLetters,
  lockReminders,
  addressReminders,
  mailDelivery,
  hoarderFlags,
  recordingExpiry,
  fileExpiry,
  guessExpiry,
  invitationExpiry,
  priceChangeExpiry,
  goalReaching,
  prompterExpiry,
  codeExpiry,
  halfSessionExpiry,
  letterExpiry,
  silenceExpiry,
  pollClosing,
  voteExpiry,
  delayedLines,
  heldExpiry,
  talkExpiry,
  erasures,
];

/** What begins a picture, and so falls to a process that takes video in. */
const videoWorks: TimedWork<Container>[] = [plannedFiles];

/** What the database's clock sets off in a process of this role, where any of those that may does it. */
export function timedWork(app: Container): TimedWork[] {
  const { jobs, video } = partsOf(app.env.ROLE);
  const own = [...(jobs ? works : []), ...(video ? videoWorks : [])];
  return own.map((each) => ({ ...each, work: () => each.work(app) }));
}
