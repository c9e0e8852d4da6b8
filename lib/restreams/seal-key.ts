import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts the stream keys of other platforms under the server's own secret (AES-256-GCM), each bound to its target. */
export type KeySeal = {
  seal: (key: string, targetId: string) => string;
  /** Undefined when it was sealed under another secret. */
  open: (sealed: string, targetId: string) => string | undefined;
};

const nonceBytes = 12;
const tagBytes = 16;

export function createKeySeal(secret: string): KeySeal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "launchroom restream keys 1", 32));

  return {
    seal: (text, targetId) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(targetId));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (sealed, targetId) => {
      const bytes = Buffer.from(sealed, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(targetId))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
