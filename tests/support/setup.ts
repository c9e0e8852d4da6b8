import fc from "fast-check";
import { afterEach, beforeEach, expect } from "vitest";
import { cheap, payForPasswords } from "#tests/support/password-price.ts";
import { testSeed } from "#tests/support/seed.ts";

fc.configureGlobal({ seed: testSeed });

// A worker keeps what the file before has put in place.
payForPasswords(cheap);

const print = console.error;
let printed: unknown[][] = [];

// Whatever the product complains about fails the test. A test that expects a complaint spies on console.error itself.
beforeEach(() => {
  printed = [];
  console.error = (...words: unknown[]) => {
    printed.push(words);
    print(...words);
  };
});

afterEach(() => {
  console.error = print;
  expect(printed, "console.error was called").toEqual([]);
});
