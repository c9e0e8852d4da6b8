/** What became of an event, and the payment it was about. */
export type Applied = { status: "applied" | "ignored" | "parked"; paymentId: string | null };
