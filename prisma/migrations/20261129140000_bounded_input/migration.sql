-- What people type is bounded by lib/text.ts and lib/moment.ts before it comes here; these are the walls behind them. A moment that a Date
-- cannot hold, or that is read with five digits of a year, takes down every list its row stands in.

CREATE FUNCTION is_typed_moment(t timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN t >= timestamptz '2000-01-01 00:00:00+00' AND t < timestamptz '2100-01-01 00:00:00+00';
CREATE FUNCTION is_typed_day(d date) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN d >= date '2000-01-01' AND d < date '2100-01-01';
-- What is reckoned from a typed one: with the way to a city, a grace period, a retention of a hundred years.
CREATE FUNCTION is_reckoned_moment(t timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN t >= timestamptz '2000-01-01 00:00:00+00' AND t < timestamptz '2300-01-01 00:00:00+00';
CREATE FUNCTION is_reckoned_day(d date) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN d >= date '2000-01-01' AND d < date '2300-01-01';

UPDATE show SET starts_at = least(greatest(starts_at, timestamptz '2000-01-01 00:00:00+00'), timestamptz '2099-12-31 00:00:00+00')
  WHERE NOT is_typed_moment(starts_at);
UPDATE show_file SET plays_at = NULL WHERE NOT is_typed_moment(plays_at);
UPDATE edition SET balance_due_on = NULL WHERE NOT is_typed_day(balance_due_on);
UPDATE priority_code SET expires_at = least(greatest(expires_at, timestamptz '2000-01-01 00:00:00+00'), timestamptz '2099-12-31 00:00:00+00')
  WHERE NOT is_typed_moment(expires_at);

ALTER TABLE show
  ADD CONSTRAINT show_starts_in_bounds CHECK (is_typed_moment(starts_at)),
  ADD CONSTRAINT show_texts_in_bounds CHECK (title <> '' AND char_length(title) <= 120 AND char_length(summary) <= 1000);
ALTER TABLE show_file
  ADD CONSTRAINT show_file_plays_in_bounds CHECK (is_typed_moment(plays_at)),
  ADD CONSTRAINT show_file_name_in_bounds CHECK (name <> '' AND char_length(name) <= 200);
ALTER TABLE product ADD CONSTRAINT product_texts_in_bounds
  CHECK (name <> '' AND char_length(name) <= 120 AND char_length(tagline) <= 200 AND char_length(description) <= 5000);
ALTER TABLE edition
  ADD CONSTRAINT edition_due_in_bounds CHECK (is_typed_day(balance_due_on)),
  ADD CONSTRAINT edition_texts_in_bounds CHECK (name <> '' AND char_length(name) <= 120 AND char_length(summary) <= 500);
ALTER TABLE drop
  ADD CONSTRAINT drop_times_in_bounds CHECK (is_typed_moment(opens_at) AND is_reckoned_moment(closes_at)),
  ADD CONSTRAINT drop_title_in_bounds CHECK (title <> '' AND char_length(title) <= 120);
ALTER TABLE priority_code ADD CONSTRAINT priority_code_expires_in_bounds CHECK (is_typed_moment(expires_at));
ALTER TABLE delivery_city ADD CONSTRAINT delivery_city_name_in_bounds CHECK (name <> '' AND char_length(name) <= 80);
ALTER TABLE delivery_wave ADD CONSTRAINT delivery_wave_window_in_bounds
  CHECK (is_typed_day(window_start) AND is_typed_day(window_end));
ALTER TABLE promise_change ADD CONSTRAINT promise_change_window_in_bounds
  CHECK (is_reckoned_day(window_start) AND is_reckoned_day(window_end));
ALTER TABLE balance ADD CONSTRAINT balance_times_in_bounds CHECK (is_reckoned_moment(due_at) AND is_reckoned_moment(grace_until));
ALTER TABLE recording ADD CONSTRAINT recording_retention_in_bounds CHECK (is_reckoned_moment(retention_until));
ALTER TABLE restream_target ADD CONSTRAINT restream_target_name_in_bounds CHECK (name <> '' AND char_length(name) <= 60);
ALTER TABLE chat_message ADD CONSTRAINT chat_message_body_in_bounds CHECK (body <> '' AND char_length(body) <= 1200);
ALTER TABLE "user" ADD CONSTRAINT user_name_in_bounds CHECK (name <> '' AND char_length(name) <= 80);
