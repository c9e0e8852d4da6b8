/** Where a guest's order comes from. */
export type Source = { network: string; device: string | null };

type Request = {
  id: string;
  userId: string;
  /** The contact as limits count people. */
  person: string;
  idemKey: string;
  quantity: number;
  contact: string;
  /** Null is the edition's main currency. */
  currency: string | null;
  cityId: string | null;
  /** Where it is shipped to, where the shop asks for it. */
  country?: string | null;
};

/** A request for units. */
export type PlaceRequest = Request & {
  buyerName: string;
  /** Whether the request named the contact; if not, it is the account's address. */
  namesContact?: boolean;
  /** What guests hold without paying is bounded by where it comes from. */
  guest?: Source | undefined;
  /** Whether the device proved work for this edition. */
  proven?: boolean;
};

/** A request for a place in a queue. */
export type JoinRequest = Request & { codeHash: Buffer | null };

type Written = Request & Partial<PlaceRequest & JoinRequest>;

/** A batch as `order_request` of prisma/engine reads it. What is not said is NULL there, and costs nothing on the way. */
export function writeRequests(requests: Written[]): string {
  return JSON.stringify(requests.map(writeRequest));
}

export function writeRequest(request: Written) {
  const { id, userId, person, idemKey, quantity, contact, currency, cityId, country, guest, proven, codeHash } =
    request;
  return {
    id,
    user_id: userId,
    person,
    idem_key: idemKey,
    quantity,
    contact,
    currency: currency ?? undefined,
    city_id: cityId ?? undefined,
    country: country ?? undefined,
    guest: guest && true,
    network: guest?.network,
    device: guest?.device ?? undefined,
    proven: proven || undefined,
    code_hash: codeHash ? `\\x${codeHash.toString("hex")}` : undefined,
  };
}
