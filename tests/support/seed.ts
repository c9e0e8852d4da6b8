/**
 * What everything invented in the tests begins with: always the same in `npm test`, so that a suite that was green is green again;
 * another one each time in `npm run faults`, or TEST_SEED to walk a way again.
 */
export const testSeed = Number(process.env.TEST_SEED ?? 20_261_129);
