/** Whether a secret key belongs to Stripe's test mode, whose cards take no money. */
export function isStripeTestKey(secretKey: string): boolean {
  return /^(?:sk|rk)_test_/.test(secretKey);
}
