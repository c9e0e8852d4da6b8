import type { AddressView, Delivery } from "#lib/addresses/schema.ts";

export const addressColumns = {
  name: true,
  phone: true,
  country: true,
  company: true,
  street: true,
  district: true,
  locality: true,
  region: true,
  postcode: true,
} as const;

type Standing = {
  delivery: Delivery;
  address: AddressView | null;
  state: string;
  /** The first day of the window that was promised last. */
  firstDay: string | null;
  lockDays: number;
  /** Its parcel is with its sender again. */
  cameBack: boolean;
};

/**
 * Where an order goes, and whether that may still be said. What is missing may be said until the order is handed over, also after the
 * lock: late is better than never. What stands may be changed until the lock, and again when its parcel came back.
 */
export function viewOrderDelivery({ delivery, address, state, firstDay, lockDays, cameBack }: Standing, now: Date) {
  const lockAt = firstDay === null ? null : new Date(Date.parse(firstDay) - lockDays * dayMs);
  const isOpen = state === "RESERVED" || state === "LOCKED";
  const canChange = (isOpen && (lockAt === null || lockAt > now)) || (state === "READY" && cameBack);
  const canGive = isOpen || state === "READY";
  return {
    delivery,
    hasAddress: address !== null,
    address,
    canSetAddress: delivery === "shipped" && (address ? canChange : canGive),
    addressLockAt: lockAt?.toISOString() ?? null,
  };
}

/** Whether somebody has to be asked where it goes. */
export function lacksAddress(order: { hasAddress: boolean; canSetAddress: boolean }): boolean {
  return order.canSetAddress && !order.hasAddress;
}

/** Whether it is not locked or handed over before somebody says where in the agreed country it goes. */
export function needsAddress(order: { country: string | null; hasAddress: boolean }): boolean {
  return order.country !== null && !order.hasAddress;
}

const dayMs = 86_400_000;
