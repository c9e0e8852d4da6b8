-- Operators find orders by the beginning of their buyer's name.
CREATE INDEX "user_name_prefix_idx" ON "user" (lower(name) text_pattern_ops) WHERE NOT is_anonymous;
