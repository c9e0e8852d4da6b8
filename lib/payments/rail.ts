/** What a payment provider can do for us. Calls with the same key have one effect; amounts are minor units. */
export type Rail = {
  name: string;
  charge: (request: { key: string; amountMinor: number; currency: string; card: string }) => Promise<ChargeResult>;
  refund: (request: {
    key: string;
    chargeRef: string;
    amountMinor: number;
    currency: string;
  }) => Promise<{ ref: string }>;
};

export type ChargeResult =
  | { state: "captured"; ref: string }
  | { state: "needs_action"; ref: string }
  | { state: "failed"; reason: string };
