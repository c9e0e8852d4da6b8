import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts what must be read again under the server's own secret (AES-256-GCM), each text bound to the row it is for. */
export type Seal = {
  seal: (text: string, rowId: string) => string;
  /** Undefined when it was sealed under another secret, or for another row. */
  open: (sealed: string, rowId: string) => string | undefined;
};

/** What is sealed: each kind has a key of its own. */
const purposes = { restreamKeys: "launchroom restream keys 1", factors: "launchroom second factors 1" };

const nonceBytes = 12;
const tagBytes = 16;

export function createSeal(secret: string, purpose: keyof typeof purposes): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", purposes[purpose], 32));

  return {
    seal: (text, rowId) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(rowId));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (sealed, rowId) => {
      const bytes = Buffer.from(sealed, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(rowId))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
