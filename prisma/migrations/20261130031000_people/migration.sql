-- AlterEnum
ALTER TYPE "Role" RENAME VALUE 'admin' TO 'owner';
ALTER TYPE "Role" ADD VALUE 'producer' AFTER 'moderator';
ALTER TYPE "Role" ADD VALUE 'finance' AFTER 'ops';

-- CreateEnum
CREATE TYPE "ShowRoleName" AS ENUM ('moderator', 'producer');

-- CreateTable
CREATE TABLE "show_role" (
    "show_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "ShowRoleName" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "show_role_pkey" PRIMARY KEY ("show_id","user_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "show_id" UUID,
    "digest" BYTEA NOT NULL CHECK (length("digest") = 32),
    "invited_by" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "invitation_email_lower" CHECK ("email" = lower("email")),
    CONSTRAINT "invitation_staff" CHECK ("role"::text NOT IN ('guest', 'viewer')),
    CONSTRAINT "invitation_show_role" CHECK ("show_id" IS NULL OR "role"::text IN ('moderator', 'producer')),
    CONSTRAINT "invitation_accepted" CHECK (("accepted_at" IS NULL) = ("accepted_by" IS NULL)),
    CONSTRAINT "invitation_ended_once" CHECK ("accepted_at" IS NULL OR "revoked_at" IS NULL)
);

-- CreateIndex
CREATE INDEX "show_role_user_id_idx" ON "show_role"("user_id");
CREATE UNIQUE INDEX "invitation_digest_key" ON "invitation"("digest");
CREATE INDEX "invitation_created_at_id_idx" ON "invitation"("created_at", "id");
CREATE INDEX "invitation_expires_at_idx" ON "invitation"("expires_at");
-- Of those who work here there are few among all accounts.
CREATE INDEX "user_staff_idx" ON "user"("created_at" DESC, "id" DESC) WHERE "role" NOT IN ('guest', 'viewer');

-- AddForeignKey
ALTER TABLE "show_role" ADD CONSTRAINT "show_role_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "show_role" ADD CONSTRAINT "show_role_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
