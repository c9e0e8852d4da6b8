const day = 86_400_000;

/** ISO time until which somebody who reserves at `from` (epoch ms) may cancel for free. */
export function refundDeadline(from: number, refundDays: number): string {
  return new Date(from + refundDays * day).toISOString();
}
