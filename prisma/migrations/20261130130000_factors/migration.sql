-- AlterTable
ALTER TABLE "session" ADD COLUMN     "challenge" TEXT,
ADD COLUMN     "challenge_due" TIMESTAMPTZ(3),
ADD COLUMN     "factor_due" TIMESTAMPTZ(3),
ADD COLUMN     "proven_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "demands_factors" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "chose_reader" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "factor" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed_secret" TEXT,
    "last_step" INTEGER NOT NULL DEFAULT 0,
    "credential_id" TEXT,
    "public_key" BYTEA,
    "sign_count" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "confirmed_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "user_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id","digest")
);

-- CreateIndex
CREATE UNIQUE INDEX "factor_credential_id_key" ON "factor"("credential_id");

-- CreateIndex
CREATE INDEX "factor_user_id_idx" ON "factor"("user_id");

-- AddForeignKey
ALTER TABLE "factor" ADD CONSTRAINT "factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One app for an account; each kind has what it needs.
CREATE UNIQUE INDEX "factor_one_app" ON "factor"("user_id") WHERE (kind = 'app');
ALTER TABLE "factor" ADD CONSTRAINT factor_kind CHECK (
  kind = 'app' AND sealed_secret IS NOT NULL AND credential_id IS NULL AND public_key IS NULL
  OR kind = 'passkey' AND sealed_secret IS NULL AND credential_id IS NOT NULL AND public_key IS NOT NULL AND confirmed_at IS NOT NULL);
ALTER TABLE "factor" ADD CONSTRAINT factor_name CHECK (length(name) BETWEEN 1 AND 60);
ALTER TABLE "session" ADD CONSTRAINT session_challenge CHECK ((challenge IS NULL) = (challenge_due IS NULL));
CREATE INDEX "session_half_idx" ON "session"("factor_due") WHERE (factor_due IS NOT NULL);
