-- CreateEnum
CREATE TYPE "PollKind" AS ENUM ('vote', 'guess');

-- CreateEnum
CREATE TYPE "PollStatus" AS ENUM ('PREPARED', 'OPEN', 'CLOSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "MomentKind" AS ENUM ('orders', 'likes', 'viewers', 'delivery', 'manual');

-- CreateTable
CREATE TABLE "poll" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "kind" "PollKind" NOT NULL,
    "status" "PollStatus" NOT NULL DEFAULT 'PREPARED',
    "title" TEXT NOT NULL CHECK ("title" <> '' AND length("title") <= 240),
    "choices" TEXT[] NOT NULL,
    "votes" INTEGER[] NOT NULL,
    "currency" TEXT,
    "seconds" INTEGER CHECK ("seconds" BETWEEN 10 AND 3600),
    "right" BIGINT CHECK ("right" >= 0),
    "nearest" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "keeps_votes" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "poll_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "poll_answers" CHECK (CASE "kind"
      WHEN 'vote' THEN cardinality("choices") BETWEEN 2 AND 6 AND cardinality("votes") = cardinality("choices") AND "currency" IS NULL
        AND coalesce("right" < cardinality("choices"), true)
      ELSE cardinality("choices") = 0 AND cardinality("votes") = 1 AND "currency" IS NOT NULL END),
    CONSTRAINT "poll_counts" CHECK (0 <= ALL ("votes")),
    CONSTRAINT "poll_moments" CHECK (("status" = 'PREPARED') = ("opened_at" IS NULL) AND ("closed_at" IS NOT NULL) = ("status" IN ('CLOSED', 'WITHDRAWN'))
      AND ("right" IS NULL OR "status" = 'CLOSED'))
);

-- CreateTable
CREATE TABLE "poll_vote" (
    "poll_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "answer" BIGINT NOT NULL CHECK ("answer" >= 0),
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "poll_vote_pkey" PRIMARY KEY ("poll_id","user_id")
);

-- CreateTable
CREATE TABLE "moment" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "kind" "MomentKind" NOT NULL,
    "threshold" BIGINT NOT NULL DEFAULT 1 CHECK ("threshold" >= 1),
    "text" TEXT NOT NULL DEFAULT '' CHECK (length("text") <= 240),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fired_at" TIMESTAMPTZ(3),

    CONSTRAINT "moment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "poll_show_id_created_at_idx" ON "poll"("show_id", "created_at");

-- CreateIndex
CREATE INDEX "poll_show_id_opened_at_idx" ON "poll"("show_id", "opened_at");

-- CreateIndex
CREATE INDEX "poll_closing" ON "poll"("closes_at") WHERE (status = 'OPEN'::"PollStatus");

-- CreateIndex
CREATE INDEX "poll_to_forget" ON "poll"("closed_at") WHERE (keeps_votes);

-- CreateIndex
CREATE UNIQUE INDEX "poll_open" ON "poll"("show_id") WHERE (status = 'OPEN'::"PollStatus");

-- CreateIndex
CREATE INDEX "poll_vote_user_id_idx" ON "poll_vote"("user_id");

-- CreateIndex
CREATE INDEX "moment_show_id_created_at_idx" ON "moment"("show_id", "created_at");

-- CreateIndex
CREATE INDEX "moment_waiting" ON "moment"("show_id") WHERE (fired_at IS NULL);

-- AddForeignKey
ALTER TABLE "poll" ADD CONSTRAINT "poll_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_vote" ADD CONSTRAINT "poll_vote_poll_id_fkey" FOREIGN KEY ("poll_id") REFERENCES "poll"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_vote" ADD CONSTRAINT "poll_vote_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moment" ADD CONSTRAINT "moment_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
