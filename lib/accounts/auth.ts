import { randomUUID } from "node:crypto";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { anonymous } from "better-auth/plugins";
import { adoptGuest } from "#lib/accounts/adopt-guest.ts";
import { deviceOf } from "#lib/accounts/device.ts";
import { hashPassword, verifyPassword } from "#lib/accounts/password.ts";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";
import type { Database } from "#lib/db.ts";
import { notify } from "#lib/notices/notify.ts";
import { readerOf } from "#lib/words/reader.ts";

export const sessionDays = 30;
/** A column that no request may set. */
const ours = { type: "string", input: false, required: false } as const;
/** Ours: what a client sends under this name never arrives. */
export const addressHeader = "x-launchroom-address";

/** better-auth on our own tables. Origins and rates are checked in front of it, for every route alike. */
export function createAuth({ db, secret, publicUrl }: { db: Database; secret: string; publicUrl: string }) {
  const secure = publicUrl.startsWith("https:");
  return betterAuth({
    appName: "Launchroom",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    database: prismaAdapter(db, { provider: "postgresql" }),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // What it refuses is thrown to us, and sent as problem+json like every other refusal.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: minPasswordLength,
      maxPasswordLength: maxPasswordLength,
      password: { hash: hashPassword, verify: verifyPassword },
      resetPasswordTokenExpiresIn: 3600,
      sendResetPassword: ({ user, token }) =>
        notify(db, [
          {
            kind: "setPassword",
            occasion: randomUUID(),
            to: { userId: user.id, address: user.email },
            facts: { link: `${publicUrl}/set-password?token=${token}` },
          },
        ]),
    },
    verification: { storeIdentifier: "hashed" },
    session: { expiresIn: sessionDays * 86_400, updateAge: 86_400, additionalFields: { device: ours } },
    user: { additionalFields: { role: ours, locale: ours, timeZone: ours } },
    databaseHooks: {
      user: {
        create: {
          before: async (user, context) => ({
            data: {
              ...user,
              role: user.isAnonymous === true ? "guest" : "viewer",
              ...(context?.headers ? readerOf(context.headers) : {}),
            },
          }),
        },
      },
      session: {
        create: {
          before: async (session, context) => ({ data: { ...session, device: deviceOf(context?.headers) } }),
        },
      },
    },
    advanced: {
      // Behind TLS no other site of the same domain can set them.
      cookiePrefix: secure ? "__Host-launchroom" : "launchroom",
      useSecureCookies: false,
      defaultCookieAttributes: { secure, path: "/" },
      disableCSRFCheck: true,
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      anonymous({
        generateName: () => "Guest",
        onLinkAccount: ({ anonymousUser, newUser }) =>
          adoptGuest(db, { guestId: anonymousUser.user.id, ownerId: newUser.user.id }),
      }),
    ],
    logger: { level: "error" },
  });
}

export type Auth = ReturnType<typeof createAuth>;
