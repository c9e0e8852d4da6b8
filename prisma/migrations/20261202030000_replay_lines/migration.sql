-- CreateIndex
CREATE INDEX "chat_message_house" ON "chat_message"("show_id", "at", "id") WHERE (role = ANY (ARRAY['moderator'::"Role", 'producer'::"Role", 'host'::"Role", 'ops'::"Role", 'finance'::"Role", 'owner'::"Role"]));
