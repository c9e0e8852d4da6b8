import { z } from "zod";
import { maxPasswordLength } from "#lib/accounts/password-length.ts";
import { codeAnswer } from "#lib/accounts/schema.ts";
import { instant } from "#lib/moment.ts";
import { line, token } from "#lib/text.ts";

export const factorKind = z.enum(["app", "passkey"]);

export const factorView = z.object({
  id: z.uuid(),
  kind: factorKind,
  name: z.string(),
  addedAt: instant,
  usedAt: instant.nullable(),
});
export type FactorView = z.infer<typeof factorView>;

/** What an account has to sign in with beside its password or mails. */
export const ownFactors = z.object({
  factors: z.array(factorView),
  /** Recovery codes that are not used up. */
  codesLeft: z.int(),
  /** Whether they showed within a quarter of an hour who they are; nothing is changed without. */
  isRecent: z.boolean(),
  /** Whether the shop wants them to have one. */
  isDemanded: z.boolean(),
  hasPassword: z.boolean(),
});
export type OwnFactors = z.infer<typeof ownFactors>;

/** Six digits of an authenticator app. */
const appCode = z.string().regex(/^\d{6}$/, "must be six digits");

const encoded = token(8192);
const credential = { id: token(1400), rawId: token(1400), type: z.literal("public-key") };
const more = {
  authenticatorAttachment: z.enum(["cross-platform", "platform"]).optional(),
  clientExtensionResults: z.looseObject({}),
};

/** What a browser says of a passkey that signs, as WebAuthn has it in JSON. */
export const passkeyAnswer = z.object({
  ...{ ...credential, ...more },
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: token(200).optional(),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;

/** The same of a new passkey. */
export const newPasskey = z.object({
  ...{ ...credential, ...more },
  response: z.object({
    clientDataJSON: encoded,
    attestationObject: encoded,
    transports: z.array(token(20)).max(10).optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: encoded.optional(),
    authenticatorData: encoded.optional(),
  }),
});
export type NewPasskey = z.infer<typeof newPasskey>;

/** A factor that is shown: digits of the app, a recovery code, or what a passkey signed. */
export const shownFactor = z.union([
  z.strictObject({ code: appCode }),
  z.strictObject({ recovery: z.string().min(1).max(40) }),
  z.strictObject({ passkey: passkeyAnswer }),
]);
export type ShownFactor = z.infer<typeof shownFactor>;

/** What a session has to show before it stands for anybody. */
export const askedFactor = z.object({ app: z.boolean(), passkey: z.boolean(), codesLeft: z.int() });
export type AskedFactor = z.infer<typeof askedFactor>;

/** Options for the browser's own question, as WebAuthn has them in JSON. */
export const passkeyOptions = z.looseObject({ challenge: z.string() });

/** An app that is being set up: its secret to type or to scan. */
export const newApp = z.object({
  secret: z.string(),
  uri: z.string(),
  /** The same as a QR code: how many squares wide, and a path that draws the dark ones. */
  qr: z.object({ size: z.int(), path: z.string() }),
});
export type NewApp = z.infer<typeof newApp>;

export const appInput = z.strictObject({ code: appCode });
export const passkeyInput = z.strictObject({ name: line(60), passkey: newPasskey });

/** Codes that are shown this once; null where the account has some already. */
export const addedFactor = z.object({ recoveryCodes: z.array(z.string()).nullable() });
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

/** Who they are, shown once more by whoever has no factor. */
export const proofInput = z.union([z.strictObject({ password: z.string().min(1).max(maxPasswordLength) }), codeAnswer]);
export type ProofInput = z.infer<typeof proofInput>;

export const demandInput = z.strictObject({ demanded: z.boolean() });
