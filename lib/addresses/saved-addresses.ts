import type { Buyer } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { type AddressInput, trimToForm } from "#lib/addresses/input.ts";
import { readPhone } from "#lib/addresses/phone.ts";
import type { AddressView, SavedAddress } from "#lib/addresses/schema.ts";
import { addressColumns } from "#lib/addresses/view.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

const most = 20;
const shown = { id: true, ...addressColumns } as const;

/** The addresses that an account keeps, those used last first. */
export async function listAddresses({ db }: Uses<"db">, { id: userId }: Actor): Promise<SavedAddress[]> {
  return db.savedAddress.findMany({ where: { userId }, select: shown, orderBy: [{ usedAt: "desc" }, { id: "asc" }] });
}

/** Keeps an address. Refuses guests with not_allowed, and with phone_invalid or addresses_full. */
export async function addAddress({ db }: Uses<"db">, buyer: Buyer, input: AddressInput): Promise<SavedAddress> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  const address = asWritten(input);
  return db.$transaction((tx) => keepAddress(tx, buyer.id, address));
}

/** Changes an address that is kept; orders that have it keep what they were given. Refuses with not_found or phone_invalid. */
export async function changeAddress(
  { db }: Uses<"db">,
  { id: userId }: Buyer,
  id: string,
  input: AddressInput,
): Promise<SavedAddress> {
  const address = asWritten(input);
  const { count } = await db.savedAddress.updateMany({ where: { id, userId }, data: address });
  if (count === 0) throw new Refusal("not_found");
  return { id, ...address };
}

/** Forgets an address. Refuses with not_found. */
export async function removeAddress({ db }: Uses<"db">, { id: userId }: Buyer, id: string): Promise<void> {
  const { count } = await db.savedAddress.deleteMany({ where: { id, userId } });
  if (count === 0) throw new Refusal("not_found");
}

/** Inside the caller's transaction; one that is kept already comes to the front. */
export async function keepAddress(
  tx: Prisma.TransactionClient,
  userId: string,
  address: AddressView,
): Promise<SavedAddress> {
  await tx.$queryRaw`SELECT FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
  const known = await tx.savedAddress.findFirst({ where: { userId, ...address }, select: { id: true } });
  if (known) return tx.savedAddress.update({ where: known, data: { usedAt: new Date() }, select: shown });
  if ((await tx.savedAddress.count({ where: { userId } })) >= most) throw new Refusal("addresses_full");
  return tx.savedAddress.create({ data: { userId, ...address }, select: shown });
}

/** As it is stored: the parts that its country has, and a number that can be called. Refuses with phone_invalid. */
export function asWritten(input: AddressInput): AddressView {
  const phone = readPhone(input.phone, input.country);
  if (!phone) throw new Refusal("phone_invalid", { field: "phone" });
  const { name, country, company, street, district, locality, region, postcode } = trimToForm(input);
  return { name, phone, country, company, street, district, locality, region, postcode };
}
