/** For `expect.poll`. What the product promises is a second; the rest is for a busy test machine. */
export const soon = { timeout: 15_000, interval: 20 };
