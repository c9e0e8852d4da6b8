import { applyEvent } from "#lib/payments/apply-event.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import type { RailEvent } from "#lib/payments/rail-event.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Takes one delivery of a provider. Refuses with webhook_invalid before anything is written; then the event's id is stored,
 * then its effect, so that a crash between the two is finished by the next delivery or the completer.
 */
export async function receiveWebhook(
  app: MoneyUses,
  railName: string,
  body: Buffer,
  header: (name: string) => string | undefined,
): Promise<void> {
  const { db, rails } = app;
  const rail = rails.find(railName);
  if (!rail) throw new Refusal("not_found");
  const event = await rail.readWebhook(body, header);
  if (!event) return;
  const [stored] = await db.$queryRaw<{ status: string }[]>`
    WITH fresh AS (
      INSERT INTO payment_event (rail, event_id, body) VALUES (${rail.name}, ${event.id}, ${JSON.stringify(event)}::jsonb)
      ON CONFLICT (rail, event_id) DO NOTHING RETURNING status)
    SELECT status FROM fresh UNION ALL SELECT status FROM payment_event WHERE rail = ${rail.name} AND event_id = ${event.id}`;
  if (stored && stored.status !== "received") return;
  await handleEvent(app, rail.name, event);
}

/** Applies a stored event and notes that it was. Any number of processes may do so at once. */
export async function handleEvent(app: MoneyUses, rail: string, event: RailEvent): Promise<void> {
  const { status, paymentId } = await applyEvent(app, rail, event);
  await app.db.$executeRaw`
    UPDATE payment_event SET status = ${status}, payment_id = ${paymentId}::uuid, handled_at = now()
    WHERE rail = ${rail} AND event_id = ${event.id} AND status = 'received'`;
}
