type Request = {
  id: string;
  userId: string;
  person: string;
  idemKey: string;
  quantity: number;
  contact: string;
  currency: string | null;
  cityId: string | null;
  guest?: { network: string; device: string | null } | undefined;
  proven?: boolean;
  codeHash?: Buffer | null;
};

/** A batch as `order_request` of prisma/engine reads it. What is not said is NULL there, and costs nothing on the way. */
export function writeRequests(requests: Request[]): string {
  return JSON.stringify(
    requests.map(({ id, userId, person, idemKey, quantity, contact, currency, cityId, guest, proven, codeHash }) => ({
      id,
      user_id: userId,
      person,
      idem_key: idemKey,
      quantity,
      contact,
      currency: currency ?? undefined,
      city_id: cityId ?? undefined,
      guest: guest && true,
      network: guest?.network,
      device: guest?.device ?? undefined,
      proven: proven || undefined,
      code_hash: codeHash ? `\\x${codeHash.toString("hex")}` : undefined,
    })),
  );
}
